package org.bloomery.tokenize.merge;

import java.util.Locale;
import org.bloomery.artifact.ResourceException;
import org.bloomery.tokenize.count.WordCounts;
import org.bloomery.tokenize.count.WordList;

/// What merging needs, estimated before it starts: nothing is left out to make it fit.
final class MergingMemory {
  private static final long INT_BYTES = 4;

  /// Lists of places: one to two bytes for each byte of a word, and as much again before lists that
  /// are used up are given back.
  private static final double POSTING_BYTES = 3;

  /// A pair of ids with its count, its entry in the queue and their spare room.
  private static final long PAIR_BYTES = 100;

  /// Sums by neighbour (see [MergeStep]), and texts and merges of the vocabulary.
  private static final long ENTRY_BYTES = 64 + 400;

  private static final long FIXED_BYTES = 24_000_000;

  /// Arrays that grow stand in memory twice for a moment, and Java keeps some room to collect.
  private static final double SPARE = 1.2;

  private MergingMemory() {}

  static long estimate(long words, long wordBytes, int vocabularySize) {
    long records = INT_BYTES * (wordBytes + TrainingWords.HEADER * words);
    double postings = POSTING_BYTES * wordBytes;
    // Distinct pairs grow with the text, but no faster than its places and hardly beyond some
    // dozens for each entry of the vocabulary.
    double pairs = Math.min((double) wordBytes / 4, 64.0 * vocabularySize);
    double all = records + postings + PAIR_BYTES * pairs + ENTRY_BYTES * vocabularySize;
    return (long) (SPARE * all) + FIXED_BYTES;
  }

  /// Whether the records of words fit in memory beside the table that they are read from.
  static boolean fitsBeside(WordCounts table, long memoryBytes) {
    long records = INT_BYTES * (table.totalBytes() + TrainingWords.HEADER * table.distinct());
    return SPARE * (records + table.heapBytes()) + FIXED_BYTES <= memoryBytes;
  }

  static void check(WordList words, int entries, long memoryBytes) {
    long needed = estimate(words.distinct(), words.totalBytes(), entries);
    if (needed > memoryBytes) {
      throw new ResourceException(
          String.format(
              Locale.ROOT,
              "merging %,d distinct words into %,d entries needs about %,d bytes, more than the"
                  + " memoryBytes = %d that are allowed; allow more (tokenize.memoryBytes, or"
                  + " --memory), or learn from a smaller sample (sampleBytes)",
              words.distinct(),
              entries,
              needed,
              memoryBytes));
    }
  }
}
