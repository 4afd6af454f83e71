package org.bloomery.tokenize.text;

/// Characters of UTF-8 as RFC 3629 defines it: no overlong forms, no surrogates, nothing above
/// U+10FFFF.
public final class Utf8 {
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Utf8() {}

  static boolean isValid(byte[] text, int from, int to) {
    int at = from;
    while (at < to) {
      if (at + 8 <= to && (LittleEndian.getLong(text, at) & HIGH_BITS) == 0) {
        at += 8;
      } else if (text[at] >= 0) {
        at++;
      } else {
        int width = wide(text, at, to);
        if (width == 0) {
          return false;
        }
        at += width;
      }
    }
    return true;
  }

  /// The length of the character of several bytes that starts here, or 0 if none does.
  private static int wide(byte[] text, int at, int to) {
    int lead = text[at] & 0xFF;
    int second = at + 1 < to ? text[at + 1] & 0xFF : 0;
    if (lead < 0xE0) {
      return lead >= 0xC2 && isTail(second) ? 2 : 0;
    }
    if (at + 2 >= to || !isTail(text[at + 2])) {
      return 0;
    }
    if (lead < 0xF0) {
      int least = lead == 0xE0 ? 0xA0 : 0x80;
      int most = lead == 0xED ? 0x9F : 0xBF;
      return second >= least && second <= most ? 3 : 0;
    }
    if (lead > 0xF4 || at + 3 >= to || !isTail(text[at + 3])) {
      return 0;
    }
    int least = lead == 0xF0 ? 0x90 : 0x80;
    int most = lead == 0xF4 ? 0x8F : 0xBF;
    return second >= least && second <= most ? 4 : 0;
  }

  private static boolean isTail(int b) {
    return (b & 0xC0) == 0x80;
  }

  /// Writes a character.
  ///
  /// @return where the next one goes
  static int put(int codePoint, byte[] out, int at) {
    if (codePoint < 0x80) {
      out[at] = (byte) codePoint;
      return at + 1;
    }
    if (codePoint < 0x800) {
      out[at] = (byte) (0xC0 | (codePoint >> 6));
      out[at + 1] = (byte) (0x80 | (codePoint & 0x3F));
      return at + 2;
    }
    if (codePoint < 0x10000) {
      out[at] = (byte) (0xE0 | (codePoint >> 12));
      out[at + 1] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
      out[at + 2] = (byte) (0x80 | (codePoint & 0x3F));
      return at + 3;
    }
    out[at] = (byte) (0xF0 | (codePoint >> 18));
    out[at + 1] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
    out[at + 2] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
    out[at + 3] = (byte) (0x80 | (codePoint & 0x3F));
    return at + 4;
  }

  /// The bytes of the character that starts here: 1 to 4; 1 for a byte that starts none.
  public static int width(byte[] text, int at, int to) {
    return text[at] >= 0 ? 1 : Math.max(1, wide(text, at, to));
  }

  /// The character that starts here; a byte that is no part of one stands alone as U+FFFD.
  public static int codePoint(byte[] text, int at, int to) {
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
}
