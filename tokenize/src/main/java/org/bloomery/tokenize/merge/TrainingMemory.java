package org.bloomery.tokenize.merge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.tokenize.count.CountingMemory;
import org.bloomery.tokenize.count.WordCounter;
import org.bloomery.tokenize.count.WordCounts;
import org.bloomery.tokenize.count.WordFile;
import org.bloomery.tokenize.count.WordList;
import org.bloomery.tokenize.cut.PreTokenizer;
import org.bloomery.tokenize.text.TextPart;

/// A budget for training, and a folder for what does not fit: half of the budget counts words, all
/// of it merges them afterwards. The result does not depend on it; a vocabulary that cannot be
/// merged within it is refused.
///
/// @param scratch a folder of its own, emptied before counting and deleted at the end
public record TrainingMemory(long bytes, Path scratch) implements AutoCloseable {
  /// What [#merge] does with the words; it closes them when they are read.
  @FunctionalInterface
  public interface Merging<T> {
    T merge(WordList words) throws IOException;
  }

  /// Counts the words of all parts.
  ///
  /// @param progress is told the bytes of each text; called from several threads
  public WordList count(
      PreTokenizer preTokenizer,
      boolean deduplicateLines,
      int threads,
      List<? extends TextPart> parts,
      LongConsumer progress)
      throws IOException {
    CountingMemory memory = new CountingMemory(bytes / 2, emptyScratch());
    return new WordCounter(preTokenizer, deduplicateLines, threads, memory).count(parts, progress);
  }

  /// Learns merges from words, and forgets the words.
  ///
  /// @param entries of the largest vocabulary
  /// @throws org.bloomery.artifact.ResourceException where the budget does not suffice
  public <T> T merge(WordList counted, int entries, Merging<T> merging) throws IOException {
    try (WordList words = counted) {
      MergingMemory.check(words, entries, bytes);
      if (words instanceof WordCounts table && !MergingMemory.fitsBeside(table, bytes)) {
        try (WordFile file = WordFile.write(scratch.resolve("table"), table)) {
          table.close();
          return merging.merge(file);
        }
      }
      return merging.merge(words);
    }
  }

  public Path emptyScratch() throws IOException {
    AtomicFiles.deleteTree(scratch);
    return Files.createDirectories(scratch);
  }

  @Override
  public void close() throws IOException {
    AtomicFiles.deleteTree(scratch);
  }
}
