package org.bloomery.tokenize;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.bloomery.artifact.AtomicFiles;
import org.jspecify.annotations.Nullable;

/// Counts the words of many texts on several threads. Counts are sums, so the result does not
/// depend on the number of threads, nor on the memory; only the order of words does, and nothing
/// reads it.
///
/// With line deduplication every distinct line counts once. BLOOM's first vocabulary was learned
/// without it and had whole URLs as tokens. A line here ends with the piece that holds its line
/// feed, so that pieces are the same as without deduplication.
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

  WordCounter(
      PreTokenizer preTokenizer, boolean deduplicateLines, int threads, CountingMemory memory) {
    this.preTokenizer = preTokenizer;
    this.deduplicateLines = deduplicateLines;
    this.threads = threads;
    this.memory = memory;
  }

  /// Counts all parts.
  ///
  /// @param progress is told the bytes of each text; called from several threads
  public WordList count(List<? extends TextPart> parts, LongConsumer progress) throws IOException {
    int workers = Math.max(1, Math.min(threads, parts.size()));
    long tableBytes = memory.wordBytes(workers, deduplicateLines);
    WordRuns runs = new WordRuns(memory.spill(), tableBytes);
    @Nullable LineSet lines = deduplicateLines ? new LineSet(memory.lineBytes()) : null;
    @Nullable LineSpill spill = spill(0);
    AtomicInteger nextPart = new AtomicInteger();
    List<WordCounts> tables =
        Workers.run(
            workers,
            () -> {
              WordCounts counts = new WordCounts(tableBytes);
              PieceCounter pieces = new PieceCounter(preTokenizer, counts, runs);
              for (int i; (i = nextPart.getAndIncrement()) < parts.size(); ) {
                parts
                    .get(i)
                    .forEach((text, from, to) -> {
                      if (lines == null) {
                        pieces.count(text, from, to);
                      } else {
                        pieces.countLines(text, from, to, lines, spill);
                      }
                      progress.accept((long) to - from);
                    });
              }
              return counts;
            });
    WordCounts total = runs.join(tables);
    if (spill != null) {
      countSpilled(spill, total, runs);
    }
    return runs.finish(total);
  }

  private @Nullable LineSpill spill(int level) {
    return deduplicateLines && memory.spill() != null
        ? new LineSpill(memory.spill().resolve("lines"), level)
        : null;
  }

  /// Takes the partitions one after another, each with all of the memory for lines.
  private void countSpilled(LineSpill spill, WordCounts total, WordRuns runs) throws IOException {
    PieceCounter pieces = new PieceCounter(preTokenizer, total, runs);
    for (int partition : spill.finish()) {
      LineSet lines = new LineSet(memory.lineBytes());
      LineSpill below = new LineSpill(spill.below(partition), spill.level() + 1);
      spill.drain(
          partition,
          (line, from, to) -> {
            switch (lines.add(line, from, to)) {
              case NEW -> pieces.count(line, from, to);
              case SEEN -> {}
              case UNKNOWN -> below.add(line, from, to);
            }
          });
      countSpilled(below, total, runs);
      AtomicFiles.deleteTree(spill.below(partition));
    }
  }
}
