package org.bloomery.curate.text;

/// What the rules of [TokenCut] ask of characters, looked up in a table.
final class CharacterKinds {
  static final int ALPHA = 1;
  static final int LOWER = 2; // a letter that may end a sentence before a full stop
  static final int UPPER = 4;
  static final int QUOTE = 8;
  static final int CUT = 16; // stands alone wherever a word begins or ends
  static final int ICON = 32;
  static final int SPACE = 64; // white space as Python knows it
  static final int DIGIT = 128; // 0 to 9

  private static final String MARKS = "…,:;!?¿؟¡()[]{}<>_#*&。？！，、；：～·।،۔؛٪—–";
  private static final String QUOTES = "'\"”“`‘´’‚,„»«「」『』（）〔〕【】《》〈〉⟦⟧";
  private static final String UNCASED_BUT_NO_LETTERS = "ªºµ";

  private static final byte[] KINDS = new byte[1 << 16];

  static {
    for (int c = 0; c < KINDS.length; c++) {
      KINDS[c] = (byte) kinds(c);
    }
  }

  private CharacterKinds() {}

  static boolean is(char c, int kinds) {
    return (KINDS[c] & kinds) != 0;
  }

  static int of(char c) {
    return KINDS[c];
  }

  /// Emoji above the basic plane are icons as well.
  static boolean isIcon(int codePoint) {
    return codePoint < KINDS.length
        ? (KINDS[codePoint] & ICON) != 0
        : Character.getType(codePoint) == Character.OTHER_SYMBOL;
  }

  private static int kinds(int c) {
    int kinds = 0;
    if (isAlpha(c)) {
      int type = Character.getType(c);
      kinds |= ALPHA;
      kinds |= type == Character.UPPERCASE_LETTER ? 0 : LOWER;
      kinds |= type == Character.LOWERCASE_LETTER ? 0 : UPPER;
    }
    if (QUOTES.indexOf(c) >= 0) {
      kinds |= QUOTE | CUT;
    }
    if (MARKS.indexOf(c) >= 0) {
      kinds |= CUT;
    }
    if (Character.getType(c) == Character.OTHER_SYMBOL) {
      kinds |= ICON | CUT;
    }
    if (c >= '0' && c <= '9') {
      kinds |= DIGIT;
    }
    if (isSpace(c)) {
      kinds |= SPACE;
    }
    return kinds;
  }

  private static boolean isAlpha(int c) {
    return switch (Character.getType(c)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.OTHER_LETTER ->
          UNCASED_BUT_NO_LETTERS.indexOf(c) < 0;
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> c >= 0x591;
      default -> false;
    };
  }

  static boolean isSpace(int c) {
    return (c >= 0x09 && c <= 0x0D)
        || (c >= 0x1C && c <= 0x20)
        || c == 0x85
        || c == 0xA0
        || c == 0x1680
        || (c >= 0x2000 && c <= 0x200A)
        || c == 0x2028
        || c == 0x2029
        || c == 0x202F
        || c == 0x205F
        || c == 0x3000;
  }
}
