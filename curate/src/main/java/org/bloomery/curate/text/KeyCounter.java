package org.bloomery.curate.text;

import java.util.Arrays;

/// Counts keys in open addressing. Made to be used again for document after document by one thread:
/// clearing costs nothing, and a table that one long document made large is dropped.
///
/// A slot is two neighbours of one array, so that a look-up touches one line of the cache: the key,
/// then the number of the [#clear] since which it is there in the upper half, and its count in the
/// lower. Slots of earlier numbers are free.
public final class KeyCounter {
  private static final int LEAST = 1 << 10;
  private static final int LARGEST_KEPT = 1 << 20;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private long[] slots = new long[2 * LEAST];
  private int mask = LEAST - 1; // the part of the array that is in use
  private int shift = Long.numberOfLeadingZeros(LEAST) + 1;
  private int round = 1;
  private int distinct;
  private int most;
  private int repeats;
  private int[] repeatedSlots = new int[64];

  /// Forgets everything and makes room for so many different keys; more find room as they come.
  public void clear(int expected) {
    long wanted = Math.max(LEAST, expected + (expected >> 1)); // a third stays free
    int capacity = (int) Math.min(1 << 29, Long.highestOneBit(wanted - 1) << 1);
    boolean tooLarge = slots.length > 2 * LARGEST_KEPT && capacity <= LARGEST_KEPT;
    if (slots.length < 2 * capacity || tooLarge || round == Integer.MAX_VALUE) {
      slots = new long[2 * capacity];
      round = 0;
    }
    use(capacity);
    round++;
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
    int slot = (int) (key * SPREAD >>> shift);
    while (true) {
      long stamp = slots[2 * slot + 1];
      if ((int) (stamp >>> 32) != round) {
        slots[2 * slot] = key;
        slots[2 * slot + 1] = (long) round << 32 | 1;
        most = Math.max(most, 1);
        if (++distinct > (mask >> 2) * 3) {
          grow();
        }
        return 0;
      }
      if (slots[2 * slot] == key) {
        slots[2 * slot + 1] = stamp + 1;
        int before = (int) stamp;
        if (before == 1) {
          repeated(slot);
        }
        most = Math.max(most, before + 1);
        return before;
      }
      slot = (slot + 1) & mask;
    }
  }

  private void repeated(int slot) {
    if (repeats == repeatedSlots.length) {
      repeatedSlots = Arrays.copyOf(repeatedSlots, 2 * repeats);
    }
    repeatedSlots[repeats++] = slot;
  }

  private void grow() {
    long[] old = slots;
    int oldMask = mask;
    slots = new long[4 * (oldMask + 1)];
    use(2 * (oldMask + 1));
    repeats = 0;
    for (int i = 0; i <= oldMask; i++) {
      if ((int) (old[2 * i + 1] >>> 32) == round) {
        int slot = (int) (old[2 * i] * SPREAD >>> shift);
        while (slots[2 * slot + 1] != 0) {
          slot = (slot + 1) & mask;
        }
        slots[2 * slot] = old[2 * i];
        slots[2 * slot + 1] = old[2 * i + 1];
        if ((int) old[2 * i + 1] > 1) {
          repeated(slot);
        }
      }
    }
  }

  /// How often a key was counted.
  public int count(long key) {
    int slot = (int) (key * SPREAD >>> shift);
    while (true) {
      long stamp = slots[2 * slot + 1];
      if ((int) (stamp >>> 32) != round) {
        return 0;
      }
      if (slots[2 * slot] == key) {
        return (int) stamp;
      }
      slot = (slot + 1) & mask;
    }
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
    int[] counts = new int[repeats];
    for (int i = 0; i < repeats; i++) {
      counts[i] = (int) slots[2 * repeatedSlots[i] + 1];
    }
    Arrays.sort(counts);
    return counts;
  }
}
