package org.bloomery.tokenize.cut;

import org.bloomery.tokenize.text.Utf8;

/// Classes of code points as Unicode and the regular expressions of tokenizers define them.
public final class CharacterKinds {
  static final byte LETTER = 0;
  static final byte NUMBER = 1;
  static final byte SPACE = 2;
  static final byte OTHER = 3;

  private static final byte[] ASCII = new byte[128];

  static {
    for (int c = 0; c < ASCII.length; c++) {
      ASCII[c] = slowKind(c);
    }
  }

  private CharacterKinds() {}

  /// `\p{L}`, `\p{N}`, `\s` or neither: the kind of the character that starts here.
  static byte kindAt(byte[] text, int at, int to) {
    byte lead = text[at];
    return lead >= 0 ? ASCII[lead] : slowKind(Utf8.codePoint(text, at, to));
  }

  /// Where a run of characters of one kind ends.
  static int runEnd(byte[] text, int from, int to, byte kind) {
    int at = from;
    while (at < to && kindAt(text, at, to) == kind) {
      at += Utf8.width(text, at, to);
    }
    return at;
  }

  private static byte slowKind(int codePoint) {
    if (Character.isLetter(codePoint)) {
      return LETTER;
    }
    return isNumber(codePoint) ? NUMBER : isSpace(codePoint) ? SPACE : OTHER;
  }

  /// Unicode's White_Space: `\s`.
  public static boolean isSpace(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> (codePoint >= 9 && codePoint <= 13) || codePoint == 0x85;
    };
  }

  /// `\p{N}`.
  static boolean isNumber(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
      default -> false;
    };
  }

  /// `\w` as Unicode's technical standard 18 defines it.
  public static boolean isWord(int codePoint) {
    return Character.isAlphabetic(codePoint)
        || codePoint == 0x200C
        || codePoint == 0x200D
        || switch (Character.getType(codePoint)) {
          case Character.NON_SPACING_MARK,
              Character.ENCLOSING_MARK,
              Character.COMBINING_SPACING_MARK,
              Character.DECIMAL_DIGIT_NUMBER,
              Character.CONNECTOR_PUNCTUATION ->
              true;
          default -> false;
        };
  }
}
