package org.bloomery.tokenize;

import java.io.IOException;

/// Cuts a text into lines that end with a piece which holds a line feed, so that the pieces of a
/// line are those of the text.
final class LineCutter {
  private final PieceCutter cutter;

  LineCutter(PreTokenizer preTokenizer) {
    cutter = preTokenizer.cutter();
  }

  /// Hands over all lines in order. A piece never looks back, and one that ends a line is a gap,
  /// which ends where the next word starts; so a line for itself gives the same pieces.
  void forEachLine(byte[] text, int from, int to, TextSink line) throws IOException {
    cutter.start(text, from, to);
    int lineStart = from;
    int at = from;
    while (at < to) {
      int end = cutter.end(text, at, to);
      if (end == to || hasLineFeed(text, at, end)) {
        line.accept(text, lineStart, end);
        lineStart = end;
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
