package org.bloomery.tokenize.merge;

import java.util.Arrays;

/// A number and a 64-bit count for each pair of ids seen so far: open addressing, plain arrays.
final class PairCounts {
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private int[] slots = new int[1 << 17]; // pair number plus one; 0 is free
  private int shift = 64 - 17;
  private long[] keys = new long[1 << 16];
  private long[] counts = new long[1 << 16];
  private int size;

  static long key(int left, int right) {
    return ((long) left << 32) | right;
  }

  /// The number of a pair; a new pair gets the next one, with count 0.
  int number(long key) {
    int mask = slots.length - 1;
    int slot = (int) ((key * MIX) >>> shift);
    int pair;
    while ((pair = slots[slot] - 1) >= 0) {
      if (keys[pair] == key) {
        return pair;
      }
      slot = (slot + 1) & mask;
    }
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
      counts = Arrays.copyOf(counts, size * 2);
    }
    keys[size] = key;
    slots[slot] = ++size;
    if (2 * size > slots.length) {
      rehash();
    }
    return size - 1;
  }

  private void rehash() {
    slots = new int[slots.length * 2];
    shift--;
    int mask = slots.length - 1;
    for (int pair = 0; pair < size; pair++) {
      int slot = (int) ((keys[pair] * MIX) >>> shift);
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = pair + 1;
    }
  }

  void add(int pair, long count) {
    counts[pair] += count;
  }

  long count(int pair) {
    return counts[pair];
  }

  /// Left id in the upper, right id in the lower 32 bits: the smaller key wins a tie.
  long key(int pair) {
    return keys[pair];
  }

  int size() {
    return size;
  }
}
