package org.bloomery.tokenize.count;

import java.io.IOException;
import org.bloomery.tokenize.cut.PieceCutter;
import org.bloomery.tokenize.cut.PreTokenizer;

/// Cuts a text into pieces, and says which of them are a line: those up to the first that holds a
/// line feed. So a piece that spans lines belongs to the line in which it starts, and every piece
/// to one line.
final class LineCutter {
  private final PieceCutter cutter;
  private final CutLine line = new CutLine();

  LineCutter(PreTokenizer preTokenizer) {
    cutter = preTokenizer.cutter();
  }

  /// Hands over all lines in order, with the pieces that they have in this text.
  void forEachLine(byte[] text, int from, int to, CutLine.Sink sink) throws IOException {
    cutter.start(text, from, to);
    line.start(text, from);
    int at = from;
    while (at < to) {
      int end = cutter.end(text, at, to);
      line.add(end);
      if (end == to || hasLineFeed(text, at, end)) {
        sink.accept(line);
        line.start(text, end);
      }
      at = end;
    }
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
