package org.bloomery.curate.text;

import java.util.Arrays;

/// Counts keys in open addressing. Made to be used again for document after document by one thread:
/// clearing costs as much as was counted, and a table that one long document made large is dropped.
public final class KeyCounter {
  private static final int LARGEST_KEPT = 1 << 20;

  private long[] keys = new long[1 << 10];
  private int[] counts = new int[1 << 10];
  private int mask = keys.length - 1; // the part of the arrays that is in use
  private int distinct;

  /// Forgets everything and makes room for so many different keys; more find room as they come.
  public void clear(int expected) {
    long wanted = Math.max(1 << 10, expected + (expected >> 1)); // a third stays free
    int capacity = (int) Math.min(1 << 29, Long.highestOneBit(wanted - 1) << 1);
    if (keys.length < capacity || (keys.length > LARGEST_KEPT && capacity <= LARGEST_KEPT)) {
      keys = new long[capacity];
      counts = new int[capacity];
    } else {
      Arrays.fill(counts, 0, capacity, 0);
    }
    mask = capacity - 1;
    distinct = 0;
  }

  /// Counts a key.
  ///
  /// @return how often it was there before
  public int add(long key) {
    int slot = (int) Keys.mix(key) & mask;
    while (counts[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    keys[slot] = key;
    int before = counts[slot]++;
    if (before == 0 && ++distinct > (mask >> 2) * 3) {
      grow();
    }
    return before;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldCounts = counts;
    int oldMask = mask;
    keys = new long[2 * (oldMask + 1)];
    counts = new int[keys.length];
    mask = keys.length - 1;
    for (int i = 0; i <= oldMask; i++) {
      if (oldCounts[i] != 0) {
        int slot = (int) Keys.mix(oldKeys[i]) & mask;
        while (counts[slot] != 0) {
          slot = (slot + 1) & mask;
        }
        keys[slot] = oldKeys[i];
        counts[slot] = oldCounts[i];
      }
    }
  }

  /// How often a key was counted.
  public int count(long key) {
    int slot = (int) Keys.mix(key) & mask;
    while (counts[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return counts[slot];
  }

  /// The largest count.
  public int most() {
    int most = 0;
    for (int slot = 0; slot <= mask; slot++) {
      most = Math.max(most, counts[slot]);
    }
    return most;
  }

  /// How many different keys there are.
  public int distinct() {
    return distinct;
  }

  /// How many keys came exactly once.
  public int once() {
    int once = 0;
    for (int slot = 0; slot <= mask; slot++) {
      once += counts[slot] == 1 ? 1 : 0;
    }
    return once;
  }

  /// The counts of keys that came more than once, ascending.
  public int[] repeated() {
    int[] repeated = new int[Math.max(1, distinct)];
    int size = 0;
    for (int slot = 0; slot <= mask; slot++) {
      if (counts[slot] > 1) {
        repeated[size++] = counts[slot];
      }
    }
    int[] sorted = Arrays.copyOf(repeated, size);
    Arrays.sort(sorted);
    return sorted;
  }
}
