package org.bloomery.train.data;

/// MT19937, the generator behind numpy's `RandomState(seed)`, with its `shuffle`.
///
/// Matsumoto and Nishimura, "Mersenne Twister: a 623-dimensionally equidistributed uniform
/// pseudo-random number generator", ACM TOMACS 8 (1998). numpy's `shuffle` is Fisher and Yates from
/// the top, each index drawn by masked rejection from 32-bit words; so orders made here are those
/// that Megatron-LM makes from the same seed.
public final class MersenneTwister {
  private static final int SIZE = 624;
  private static final int MIDDLE = 397;
  private static final int TWIST = 0x9908b0df;

  private final int[] state = new int[SIZE];
  private int next = SIZE;

  /// Seeds with 32 bits, by Knuth's multiplier as in the authors' `init_genrand`.
  public MersenneTwister(int seed) {
    state[0] = seed;
    for (int i = 1; i < SIZE; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
  }

  /// The next 32 random bits.
  public int nextInt() {
    if (next == SIZE) {
      regenerate();
    }
    int y = state[next++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  private void regenerate() {
    for (int i = 0; i < SIZE; i++) {
      int y = (state[i] & 0x80000000) | (state[(i + 1) % SIZE] & 0x7fffffff);
      state[i] = state[(i + MIDDLE) % SIZE] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : TWIST);
    }
    next = 0;
  }

  /// Permutes `values` as `numpy.random.RandomState.shuffle` does.
  public void shuffle(int[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = below(i);
      int kept = values[i];
      values[i] = values[j];
      values[j] = kept;
    }
  }

  /// A number of [0, limit], by rejection under the smallest mask of ones that covers it.
  private int below(int limit) {
    int mask = -1 >>> Integer.numberOfLeadingZeros(limit);
    int drawn = nextInt() & mask;
    while (drawn > limit) {
      drawn = nextInt() & mask;
    }
    return drawn;
  }
}
