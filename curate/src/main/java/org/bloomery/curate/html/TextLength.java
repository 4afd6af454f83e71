package org.bloomery.curate.html;

/// Measures text so that scripts can be compared: letters and digits count one, characters of
/// scripts that write whole words with one or two characters count three, everything else nothing.
final class TextLength {
  private TextLength() {}

  static int of(char c) {
    if (c < 128) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ? 1 : 0;
    }
    if ((c >= '\u3040' && c <= '\u30FF')
        || (c >= '\u3400' && c <= '\u9FFF')
        || (c >= '\uAC00' && c <= '\uD7A3')) {
      return 3;
    }
    return Character.isLetterOrDigit(c) || Character.isSurrogate(c) ? 1 : 0;
  }
}
