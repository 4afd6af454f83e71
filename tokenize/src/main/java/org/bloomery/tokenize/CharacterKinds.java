package org.bloomery.tokenize;

/// Classes of code points as Unicode and the regular expressions of tokenizers define them.
final class CharacterKinds {
  private CharacterKinds() {}

  /// Unicode's White_Space: `\s`.
  static boolean isSpace(int codePoint) {
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
  static boolean isWord(int codePoint) {
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
