package org.bloomery.tokenize;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Cuts texts into pieces and counts them in the table of one thread.
final class PieceCounter {
  private final PieceCutter cutter;
  private final PieceCutter lineCutter; // finds the lines, while the other cuts one of them
  private final WordCounts counts;
  private final WordRuns runs;

  PieceCounter(PreTokenizer preTokenizer, WordCounts counts, WordRuns runs) {
    this.cutter = preTokenizer.cutter();
    this.lineCutter = preTokenizer.cutter();
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

  /// Counts the pieces of lines that are new. A piece never looks back, and one that ends a line is
  /// a gap, which ends where the next word starts; so the pieces come out the same again.
  void countLines(byte[] text, int from, int to, LineSet lines, @Nullable LineSpill spill)
      throws IOException {
    lineCutter.start(text, from, to);
    int lineStart = from;
    int at = from;
    while (at < to) {
      int end = lineCutter.end(text, at, to);
      if (end == to || hasLineFeed(text, at, end)) {
        switch (lines.add(text, lineStart, end)) {
          case NEW -> count(text, lineStart, end);
          case SEEN -> {}
          case UNKNOWN -> spilled(spill).add(text, lineStart, end);
        }
        lineStart = end;
      }
      at = end;
    }
  }

  private static LineSpill spilled(@Nullable LineSpill spill) {
    if (spill == null) {
      throw new IllegalStateException("more lines than a table can hold, and no folder for them");
    }
    return spill;
  }

  private static boolean hasLineFeed(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] == '\n') {
        return true;
      }
    }
    return false;
  }
}
