package org.bloomery.curate.text;

/// How often n-grams of a sequence of keys occur, counted with a rolling key: each n-gram costs the
/// same, whatever its length.
public final class Grams {
  static final long FACTOR = 0xD6E8FEB86659FD93L;

  private Grams() {}

  /// Counts all n-grams of words.
  ///
  /// @return how many there are
  public static int count(Spans words, int n, KeyCounter counter) {
    int grams = Math.max(0, words.size() - n + 1);
    counter.clear(grams);
    if (grams == 0) {
      return 0;
    }
    long out = power(n);
    long rolling = 0;
    for (int i = 0; i < words.size(); i++) {
      rolling = rolling * FACTOR + words.key(i);
      if (i >= n) {
        rolling -= words.key(i - n) * out;
      }
      if (i >= n - 1) {
        counter.add(rolling);
      }
    }
    return grams;
  }

  /// Counts all n-grams of code points.
  ///
  /// @return how many there are
  public static int count(int[] codePoints, int n, KeyCounter counter) {
    int grams = Math.max(0, codePoints.length - n + 1);
    counter.clear(grams);
    if (grams == 0) {
      return 0;
    }
    long out = power(n);
    long rolling = 0;
    for (int i = 0; i < codePoints.length; i++) {
      rolling = rolling * FACTOR + codePoints[i];
      if (i >= n) {
        rolling -= codePoints[i - n] * out;
      }
      if (i >= n - 1) {
        counter.add(rolling);
      }
    }
    return grams;
  }

  /// FACTOR to a power.
  static long power(int n) {
    long power = 1;
    for (int i = 0; i < n; i++) {
      power *= FACTOR;
    }
    return power;
  }
}
