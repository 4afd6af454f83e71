package org.bloomery.tokenize.cut;

/// BLOOM's pre-tokenisation: an optional space and a run of characters that are no separators; what
/// lies between two such matches is one piece of its own.
///
/// The published pattern is ` ?[^(\s|[.,!?…。，、।۔،])]+`. Its reader, Oniguruma, takes the bracket as
/// one negated union, so that `(`, `|` and `)` are separators too, beside white space as Unicode
/// defines it and the punctuation named: 39 code points in all. Here they are recognised by their
/// UTF-8 bytes, without decoding.
public record BloomPreTokenizer() implements PreTokenizer, PieceCutter {
  /// The pattern as `tokenizer.json` files carry it.
  public static final String PATTERN = " ?[^(\\s|[.,!?…。，、।۔،])]+";

  private static final byte WORD = 0;
  private static final byte SEPARATOR = 1;
  private static final byte LEAD = 2;

  /// What a byte is alone: part of a word, an ASCII separator, or the first byte of two or three
  /// that may be one.
  private static final byte[] CLASS = new byte[256];

  static {
    for (char c : "\t\n\u000B\f\r !(),.?|".toCharArray()) {
      CLASS[c] = SEPARATOR;
    }
    for (int lead : new int[] {0xC2, 0xD8, 0xDB, 0xE0, 0xE1, 0xE2, 0xE3, 0xEF}) {
      CLASS[lead] = LEAD;
    }
  }

  @Override
  public PieceCutter cutter() {
    return this;
  }

  @Override
  public int end(byte[] text, int from, int to) {
    int run = text[from] == ' ' ? from + 1 : from;
    int end = wordEnd(text, run, to);
    return end > run ? end : gapEnd(text, from, to);
  }

  private static int wordEnd(byte[] text, int from, int to) {
    int at = from;
    while (at < to) {
      byte kind = CLASS[text[at] & 0xFF];
      if (kind != WORD && (kind == SEPARATOR || wideSeparator(text, at, to) > 0)) {
        return at;
      }
      at++;
    }
    return at;
  }

  /// The gap goes on to the next match, which takes one space before its word with it.
  private static int gapEnd(byte[] text, int from, int to) {
    int at = from;
    while (at < to) {
      int width =
          switch (CLASS[text[at] & 0xFF]) {
            case SEPARATOR -> 1;
            case LEAD -> wideSeparator(text, at, to);
            default -> 0;
          };
      if (width == 0) {
        return text[at - 1] == ' ' ? at - 1 : at;
      }
      at += width;
    }
    return to;
  }

  /// The width in bytes of the separator beyond ASCII that starts here, or 0.
  private static int wideSeparator(byte[] text, int at, int to) {
    int lead = text[at] & 0xFF;
    int second = at + 1 < to ? text[at + 1] & 0xFF : 0;
    int third = at + 2 < to ? text[at + 2] & 0xFF : 0;
    return switch (lead) {
      case 0xC2 -> second == 0x85 || second == 0xA0 ? 2 : 0; // U+0085, U+00A0
      case 0xD8 -> second == 0x8C ? 2 : 0; // U+060C
      case 0xDB -> second == 0x94 ? 2 : 0; // U+06D4
      case 0xE0 -> second == 0xA5 && third == 0xA4 ? 3 : 0; // U+0964
      case 0xE1 -> second == 0x9A && third == 0x80 ? 3 : 0; // U+1680
      case 0xE2 -> generalPunctuation(second, third) ? 3 : 0;
      case 0xE3 -> second == 0x80 && third >= 0x80 && third <= 0x82 ? 3 : 0; // U+3000 to U+3002
      case 0xEF -> second == 0xBC && third == 0x8C ? 3 : 0; // U+FF0C
      default -> 0;
    };
  }

  /// U+2000 to U+200A, U+2026, U+2028, U+2029, U+202F; U+205F.
  private static boolean generalPunctuation(int second, int third) {
    if (second != 0x80) {
      return second == 0x81 && third == 0x9F;
    }
    return (third >= 0x80 && third <= 0x8A)
        || third == 0xA6
        || third == 0xA8
        || third == 0xA9
        || third == 0xAF;
  }
}
