package org.bloomery.tokenize.cut;

/// Cuts one text after the other into pieces, in order. For one thread.
///
///     cutter.start(text, from, to);
///     for (int at = from; at < to; at = cutter.end(text, at, to)) …
public interface PieceCutter {
  /// Begins a text; what lies outside of it is not looked at.
  ///
  /// @param text UTF-8; other bytes are cut somehow, and always the same
  default void start(byte[] text, int from, int to) {}

  /// The end of the piece that starts at `from`. Pieces are never empty and leave no gaps.
  ///
  /// @param from the start of the text, or the end of the piece before
  /// @param to the end of the text, as in [#start]
  int end(byte[] text, int from, int to);
}
