package org.bloomery.curate.ngram;

/// Keys of n-grams: a polynomial over the keys of their tokens.
final class GramKeys {
  private static final long FACTOR = 0xD6E8FEB86659FD93L;

  private GramKeys() {}

  /// The key of an n-gram with one more token.
  static long longer(long gram, long token) {
    return gram * FACTOR + token;
  }

  /// The keys of all beginnings of a sequence, the empty one first.
  static long[] beginnings(long[] tokens) {
    long[] beginnings = new long[tokens.length + 1];
    for (int i = 0; i < tokens.length; i++) {
      beginnings[i + 1] = longer(beginnings[i], tokens[i]);
    }
    return beginnings;
  }

  /// The powers of the factor up to an order.
  static long[] powers(int order) {
    long[] powers = new long[order + 1];
    powers[0] = 1;
    for (int i = 1; i <= order; i++) {
      powers[i] = powers[i - 1] * FACTOR;
    }
    return powers;
  }

  /// The key of the tokens from one to before another.
  static long of(long[] beginnings, long[] powers, int from, int to) {
    return beginnings[to] - beginnings[from] * powers[to - from];
  }
}
