package org.bloomery.curate.operator;

import java.util.Arrays;

/// How often each n-gram of a sequence occurs. N-grams are compared by 64-bit hashes: among a
/// million of them two different ones meet with a probability of 3e-8.
final class Grams {
  private Grams() {}

  /// The frequencies of the distinct n-grams, ascending.
  ///
  /// @param units well mixed hashes of the units of the sequence
  static int[] frequencies(long[] units, int n) {
    int count = units.length - n + 1;
    if (count <= 0) {
      return new int[0];
    }
    long[] grams = new long[count];
    for (int i = 0; i < count; i++) {
      long hash = 0;
      for (int j = i; j < i + n; j++) {
        hash = mix(hash ^ units[j]);
      }
      grams[i] = hash;
    }
    Arrays.sort(grams);
    int[] frequencies = new int[count];
    int distinct = 0;
    for (int i = 0; i < count; distinct++) {
      int start = i;
      while (i < count && grams[i] == grams[start]) {
        i++;
      }
      frequencies[distinct] = i - start;
    }
    int[] result = Arrays.copyOf(frequencies, distinct);
    Arrays.sort(result);
    return result;
  }

  /// A bijection that spreads every bit (the murmur3 finaliser).
  static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 33)) * 0xFF51AFD7ED558CCDL;
    z = (z ^ (z >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return z ^ (z >>> 33);
  }
}
