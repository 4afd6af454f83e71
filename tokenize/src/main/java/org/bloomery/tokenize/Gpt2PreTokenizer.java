package org.bloomery.tokenize;

/// GPT-2's pre-tokenisation, for files of that family: `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+|
/// ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+` (OpenAI's GPT-2 encoder), scanned by hand. White space is
/// Unicode's White_Space property.
public record Gpt2PreTokenizer() implements PreTokenizer {
  private enum Kind {
    LETTER,
    NUMBER,
    SPACE,
    OTHER
  }

  @Override
  public int end(byte[] text, int from, int to) {
    int contraction = contractionEnd(text, from, to);
    if (contraction > from) {
      return contraction;
    }
    int word = text[from] == ' ' && from + 1 < to ? from + 1 : from;
    Kind kind = kind(codePoint(text, word, to));
    if (kind == Kind.SPACE) {
      return spaceEnd(text, from, to);
    }
    return runEnd(text, word, to, kind);
  }

  private static int contractionEnd(byte[] text, int from, int to) {
    if (text[from] != '\'' || from + 1 >= to) {
      return from;
    }
    byte first = text[from + 1];
    if (first == 's' || first == 't' || first == 'm' || first == 'd') {
      return from + 2;
    }
    if (from + 2 < to) {
      byte second = text[from + 2];
      boolean two =
          (first == 'r' && second == 'e')
              || (first == 'v' && second == 'e')
              || (first == 'l' && second == 'l');
      return two ? from + 3 : from;
    }
    return from;
  }

  private static int runEnd(byte[] text, int from, int to, Kind kind) {
    int at = from;
    while (at < to && kind(codePoint(text, at, to)) == kind) {
      at += width(text, at, to);
    }
    return at;
  }

  /// White space up to the end of the text, or up to but without its last character, which belongs
  /// to what follows; a single one before a word stands alone.
  private static int spaceEnd(byte[] text, int from, int to) {
    int last = from;
    int at = from;
    while (at < to && kind(codePoint(text, at, to)) == Kind.SPACE) {
      last = at;
      at += width(text, at, to);
    }
    return at == to || last == from ? at : last;
  }

  private static Kind kind(int codePoint) {
    if (Character.isLetter(codePoint)) {
      return Kind.LETTER;
    }
    return switch (Character.getType(codePoint)) {
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
          Kind.NUMBER;
      case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
          Kind.SPACE;
      default -> (codePoint >= 9 && codePoint <= 13) || codePoint == 0x85 ? Kind.SPACE : Kind.OTHER;
    };
  }

  /// The character that starts here; a byte that starts none counts as U+FFFD.
  private static int codePoint(byte[] text, int at, int to) {
    int lead = text[at] & 0xFF;
    return switch (width(text, at, to)) {
      case 1 -> lead < 0x80 ? lead : 0xFFFD;
      case 2 -> ((lead & 0x1F) << 6) | tail(text[at + 1]);
      case 3 -> ((lead & 0x0F) << 12) | (tail(text[at + 1]) << 6) | tail(text[at + 2]);
      default ->
          ((lead & 0x07) << 18)
              | (tail(text[at + 1]) << 12)
              | (tail(text[at + 2]) << 6)
              | tail(text[at + 3]);
    };
  }

  private static int tail(byte b) {
    return b & 0x3F;
  }

  private static int width(byte[] text, int at, int to) {
    int lead = text[at] & 0xFF;
    int width = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF8 ? 4 : 1;
    if (at + width > to) {
      return 1;
    }
    for (int i = 1; i < width; i++) {
      if ((text[at + i] & 0xC0) != 0x80) {
        return 1;
      }
    }
    return width;
  }
}
