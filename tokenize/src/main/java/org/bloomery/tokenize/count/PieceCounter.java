package org.bloomery.tokenize.count;

import java.io.IOException;
import org.bloomery.tokenize.cut.PieceCutter;
import org.bloomery.tokenize.cut.PreTokenizer;
import org.jspecify.annotations.Nullable;

/// Cuts texts into pieces and counts them in the table of one thread.
final class PieceCounter {
  private final PieceCutter cutter;
  private final LineCutter lineCutter;
  private final @Nullable DistinctLines lines;
  private final WordCounts counts;
  private final WordRuns runs;

  /// @param lines where given, only pieces of lines that it lets through are counted
  PieceCounter(
      PreTokenizer preTokenizer, @Nullable DistinctLines lines, WordCounts counts, WordRuns runs) {
    this.cutter = preTokenizer.cutter();
    this.lineCutter = new LineCutter(preTokenizer);
    this.lines = lines;
    this.counts = counts;
    this.runs = runs;
  }

  /// Counts the pieces of a text.
  void count(byte[] text, int from, int to) throws IOException {
    if (lines != null) {
      lineCutter.forEachLine(text, from, to, this::count);
      return;
    }
    cutter.start(text, from, to);
    int at = from;
    while (at < to) {
      int end = cutter.end(text, at, to);
      addPiece(text, at, end);
      at = end;
    }
  }

  /// Counts the pieces of a line that is cut already.
  void count(CutLine line) throws IOException {
    if (lines == null) {
      countPieces(line);
    } else {
      lines.accept(line, this::countPieces);
    }
  }

  private void countPieces(CutLine line) throws IOException {
    int at = line.from();
    for (int piece = 0; piece < line.pieces(); piece++) {
      int end = line.end(piece);
      addPiece(line.text(), at, end);
      at = end;
    }
  }

  private void addPiece(byte[] text, int from, int to) throws IOException {
    counts.add(text, from, to);
    if (counts.isFull()) {
      runs.spill(counts);
    }
  }
}
