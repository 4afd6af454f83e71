package org.bloomery.tokenize.count;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.tokenize.cut.PreTokenizer;
import org.bloomery.tokenize.text.TextPart;
import org.bloomery.tokenize.text.Workers;
import org.jspecify.annotations.Nullable;

/// Counts the words of many texts on several threads. Counts are sums, so the result does not
/// depend on the number of threads, nor on the memory; only the order of words does, and nothing
/// reads it.
///
/// With line deduplication every distinct line counts once. BLOOM's first vocabulary was learned
/// without it and had whole URLs as tokens. A line here ends with the piece that holds its line
/// feed, and its pieces are those of the text's own cut: what is counted are the pieces that would
/// be counted without deduplication, less those of copies of a line (see [CutLine]).
///
/// A table of words that is full goes to disk as a sorted file; at the end all files are merged. A
/// full set of lines takes no more: lines that it has are still left out at once, the others go to
/// disk by their hash, and each partition is then counted with a set of its own (see [LineSpill]).
public final class WordCounter {
  private final PreTokenizer preTokenizer;
  private final boolean deduplicateLines;
  private final int threads;
  private final CountingMemory memory;

  public WordCounter(PreTokenizer preTokenizer, boolean deduplicateLines, int threads) {
    this(preTokenizer, deduplicateLines, threads, CountingMemory.UNLIMITED);
  }

  public WordCounter(
      PreTokenizer preTokenizer, boolean deduplicateLines, int threads, CountingMemory memory) {
    this.preTokenizer = preTokenizer;
    this.deduplicateLines = deduplicateLines;
    this.threads = threads;
    this.memory = memory;
  }

  /// A share of the work of one thread.
  private interface Share {
    void count(PieceCounter pieces) throws IOException;
  }

  /// Counts all parts.
  ///
  /// @param progress is told the bytes of each text; called from several threads
  public WordList count(List<? extends TextPart> parts, LongConsumer progress) throws IOException {
    return countShares(
        parts.stream()
            .<Share>map(part ->
                pieces ->
                    part.forEach((text, from, to) -> {
                      pieces.count(text, from, to);
                      progress.accept((long) to - from);
                    }))
            .toList());
  }

  /// Counts lines that are cut already: those of a partition of several spills.
  WordList countSpilled(List<LineSpill> spills, int partition) throws IOException {
    return countShares(
        spills.stream()
            .<Share>map(spill -> pieces -> spill.drain(partition, pieces::count))
            .toList());
  }

  private WordList countShares(List<Share> shares) throws IOException {
    int workers = Math.max(1, Math.min(threads, shares.size()));
    long tableBytes = memory.wordBytes(workers, deduplicateLines);
    WordRuns runs = new WordRuns(memory.spill(), tableBytes);
    @Nullable LineSpill spill = deduplicateLines ? spill() : null;
    @Nullable DistinctLines lines =
        deduplicateLines ? new DistinctLines(new LineSet(memory.lineBytes()), spill) : null;
    AtomicInteger next = new AtomicInteger();
    List<WordCounts> tables =
        Workers.run(
            workers,
            () -> {
              WordCounts counts = new WordCounts(tableBytes);
              PieceCounter pieces = new PieceCounter(preTokenizer, lines, counts, runs);
              for (int i; (i = next.getAndIncrement()) < shares.size(); ) {
                shares.get(i).count(pieces);
              }
              return counts;
            });
    WordCounts total = runs.join(tables);
    if (spill != null) {
      countBelow(spill, total, runs);
    }
    return runs.finish(total);
  }

  private @Nullable LineSpill spill() {
    return memory.spill() == null ? null : new LineSpill(memory.spill().resolve("lines"), 0);
  }

  /// Takes the partitions one after another, each with all of the memory for lines.
  private void countBelow(LineSpill spill, WordCounts total, WordRuns runs) throws IOException {
    for (int partition : spill.finish()) {
      LineSpill below = new LineSpill(spill.below(partition), spill.level() + 1);
      DistinctLines lines = new DistinctLines(new LineSet(memory.lineBytes()), below);
      PieceCounter pieces = new PieceCounter(preTokenizer, lines, total, runs);
      spill.drain(partition, pieces::count);
      countBelow(below, total, runs);
      AtomicFiles.deleteTree(spill.below(partition));
    }
  }
}
