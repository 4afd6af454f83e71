package org.bloomery.curate.text;

import java.util.Arrays;

/// Counts keys in open addressing. Made to be used again for document after document by one thread:
/// clearing costs as much as was counted, and a table that one long document made large is dropped.
public final class KeyCounter {
  private static final int LEAST = 1 << 10;
  private static final int LARGEST_KEPT = 1 << 20;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private long[] keys = new long[LEAST];
  private int[] counts = new int[LEAST];
  private int mask = LEAST - 1; // the part of the arrays that is in use
  private int shift = Long.numberOfLeadingZeros(LEAST) + 1;
  private int distinct;
  private int most;
  private int repeats;
  private int[] repeatedSlots = new int[64];

  /// Forgets everything and makes room for so many different keys; more find room as they come.
  public void clear(int expected) {
    long wanted = Math.max(LEAST, expected + (expected >> 1)); // a third stays free
    int capacity = (int) Math.min(1 << 29, Long.highestOneBit(wanted - 1) << 1);
    if (keys.length < capacity || (keys.length > LARGEST_KEPT && capacity <= LARGEST_KEPT)) {
      keys = new long[capacity];
      counts = new int[capacity];
    } else {
      Arrays.fill(counts, 0, capacity, 0);
    }
    use(capacity);
    distinct = 0;
    most = 0;
    repeats = 0;
  }

  private void use(int capacity) {
    mask = capacity - 1;
    shift = Long.numberOfLeadingZeros(capacity) + 1;
  }

  /// Counts a key.
  ///
  /// @return how often it was there before
  public int add(long key) {
    int slot = slot(key);
    int before = counts[slot]++;
    if (before == 0) {
      keys[slot] = key;
      if (++distinct > (mask >> 2) * 3) {
        grow();
      }
    } else if (before == 1) {
      repeated(slot);
    }
    most = Math.max(most, before + 1);
    return before;
  }

  private int slot(long key) {
    int slot = (int) ((key * SPREAD) >>> shift);
    while (counts[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void repeated(int slot) {
    if (repeats == repeatedSlots.length) {
      repeatedSlots = Arrays.copyOf(repeatedSlots, 2 * repeats);
    }
    repeatedSlots[repeats++] = slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldCounts = counts;
    int oldMask = mask;
    keys = new long[2 * (oldMask + 1)];
    counts = new int[keys.length];
    use(keys.length);
    repeats = 0;
    for (int i = 0; i <= oldMask; i++) {
      if (oldCounts[i] != 0) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        counts[slot] = oldCounts[i];
        if (oldCounts[i] > 1) {
          repeated(slot);
        }
      }
    }
  }

  /// How often a key was counted.
  public int count(long key) {
    return counts[slot(key)];
  }

  /// The largest count.
  public int most() {
    return most;
  }

  /// How many different keys there are.
  public int distinct() {
    return distinct;
  }

  /// How many keys came exactly once.
  public int once() {
    return distinct - repeats;
  }

  /// The counts of keys that came more than once, ascending.
  public int[] repeated() {
    int[] sorted = new int[repeats];
    for (int i = 0; i < repeats; i++) {
      sorted[i] = counts[repeatedSlots[i]];
    }
    Arrays.sort(sorted);
    return sorted;
  }
}
