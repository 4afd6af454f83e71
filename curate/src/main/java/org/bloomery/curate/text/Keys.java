package org.bloomery.curate.text;

/// 64-bit keys of strings and of sequences of them, in place of the strings themselves: among a
/// million keys two different strings meet with a probability of 3e-8.
///
/// A key is a polynomial over the characters, so that the key of a joined string follows from those
/// of its parts.
public final class Keys {
  private static final long FACTOR = 0x9E3779B97F4A7C15L;

  private static final long[] POWERS = new long[4096];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * FACTOR;
    }
  }

  private Keys() {}

  /// The key of a range of characters.
  public static long of(char[] text, int from, int to) {
    long key = 0;
    for (int i = from; i < to; i++) {
      key = next(key, text[i]);
    }
    return key;
  }

  /// The key of a string.
  public static long of(CharSequence text) {
    long key = 0;
    for (int i = 0; i < text.length(); i++) {
      key = next(key, text.charAt(i));
    }
    return key;
  }

  static long next(long key, char c) {
    return key * FACTOR + c + 1;
  }

  /// The key of two strings joined.
  ///
  /// @param length characters of the second
  static long joined(long first, long second, int length) {
    return first * power(length) + second;
  }

  /// FACTOR to a power, as the weight of what stands before so many characters.
  static long power(int exponent) {
    if (exponent < POWERS.length) {
      return POWERS[exponent];
    }
    long result = 1;
    long base = FACTOR;
    for (int e = exponent; e > 0; e >>= 1) {
      if ((e & 1) == 1) {
        result *= base;
      }
      base *= base;
    }
    return result;
  }

  /// A bijection that spreads every bit (the murmur3 finaliser).
  public static long mix(long value) {
    long z = value + FACTOR;
    z = (z ^ (z >>> 33)) * 0xFF51AFD7ED558CCDL;
    z = (z ^ (z >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return z ^ (z >>> 33);
  }
}
