package org.bloomery.tokenize;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Cuts texts into pieces and counts them in the table of one thread.
final class PieceCounter {
  private final PieceCutter cutter;
  private final LineCutter lineCutter;
  private final WordCounts counts;
  private final WordRuns runs;

  PieceCounter(PreTokenizer preTokenizer, WordCounts counts, WordRuns runs) {
    this.cutter = preTokenizer.cutter();
    this.lineCutter = new LineCutter(preTokenizer);
    this.counts = counts;
    this.runs = runs;
  }

  /// Counts the pieces from one boundary to another.
  void count(byte[] text, int from, int to) throws IOException {
    cutter.start(text, from, to);
    int at = from;
    while (at < to) {
      int end = cutter.end(text, at, to);
      counts.add(text, at, end);
      if (counts.isFull()) {
        runs.spill(counts);
      }
      at = end;
    }
  }

  /// Counts the pieces of lines that are new.
  void countLines(byte[] text, int from, int to, LineSet lines, @Nullable LineSpill spill)
      throws IOException {
    lineCutter.forEachLine(
        text,
        from,
        to,
        (line, start, end) -> {
          switch (lines.add(line, start, end)) {
            case NEW -> count(line, start, end);
            case SEEN -> {}
            case UNKNOWN -> spilled(spill).add(line, start, end);
          }
        });
  }

  private static LineSpill spilled(@Nullable LineSpill spill) {
    if (spill == null) {
      throw new IllegalStateException("more lines than a table can hold, and no folder for them");
    }
    return spill;
  }
}
