package org.bloomery.tokenize;

/// Cuts a text into pieces before any merge: no token ever spans two pieces.
public sealed interface PreTokenizer permits BloomPreTokenizer, Gpt2PreTokenizer {
  /// The end of the piece that starts at `from`. Pieces are never empty and leave no gaps.
  ///
  /// @param text UTF-8
  /// @param from first byte of the piece, smaller than `to`
  /// @param to end of the text
  int end(byte[] text, int from, int to);
}
