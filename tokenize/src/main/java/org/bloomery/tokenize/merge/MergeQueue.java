package org.bloomery.tokenize.merge;

import java.util.Arrays;

/// Pairs that wait to be merged: highest count first, then the smaller (left id, right id), then
/// the older entry. An entry holds the words in which its pair arose, as a list of [Postings].
///
/// Most pairs are so rare that they are never merged. Only entries with at least `floor` go through
/// the heap; when it runs out, the floor is lowered and the entries that reach it are added.
final class MergeQueue {
  private static final long NO_LIST = -1;

  private long[] counts = new long[1 << 12];
  private long[] keys = new long[1 << 12];
  private int[] entries = new int[1 << 12];
  private int size;
  private long floor = Long.MAX_VALUE;

  private int[] pairs = new int[1 << 12];
  private long[] addresses = new long[1 << 12];
  private int[] lengths = new int[1 << 12];
  private long[] firstCounts = new long[1 << 12];
  private int allEntries;

  private final PairCounts pairCounts;

  MergeQueue(PairCounts pairCounts) {
    this.pairCounts = pairCounts;
  }

  /// A new entry.
  void add(long count, long key, int pair, long address, int length) {
    if (allEntries == pairs.length) {
      int capacity = allEntries + (allEntries >> 1);
      pairs = Arrays.copyOf(pairs, capacity);
      addresses = Arrays.copyOf(addresses, capacity);
      lengths = Arrays.copyOf(lengths, capacity);
      firstCounts = Arrays.copyOf(firstCounts, capacity);
    }
    pairs[allEntries] = pair;
    addresses[allEntries] = address;
    lengths[allEntries] = length;
    firstCounts[allEntries] = count;
    if (count >= floor) {
      push(count, key, allEntries);
    }
    allEntries++;
  }

  /// Makes sure that the top is the top of all entries.
  ///
  /// @return false if there is no entry left
  boolean prepare() {
    while (size == 0 || counts[0] < floor) {
      if (floor <= 1) {
        return size > 0;
      }
      lowerFloor();
    }
    return true;
  }

  private void lowerFloor() {
    long before = floor;
    long largest = 0;
    for (int entry = 0; entry < allEntries; entry++) {
      if (addresses[entry] != NO_LIST && firstCounts[entry] < before) {
        largest = Math.max(largest, firstCounts[entry]);
      }
    }
    largest = Math.max(largest, size > 0 ? counts[0] : 0);
    floor = Math.max(1, Math.min(before - 1, largest / 2));
    for (int entry = 0; entry < allEntries; entry++) {
      long count = firstCounts[entry];
      if (addresses[entry] != NO_LIST && count < before && count >= floor) {
        push(count, pairCounts.key(pairs[entry]), entry);
      }
    }
  }

  private void push(long count, long key, int entry) {
    if (size == counts.length) {
      counts = Arrays.copyOf(counts, size * 2);
      keys = Arrays.copyOf(keys, size * 2);
      entries = Arrays.copyOf(entries, size * 2);
    }
    int at = size++;
    while (at > 0) {
      int parent = (at - 1) >>> 2;
      if (!before(count, key, entry, parent)) {
        break;
      }
      move(parent, at);
      at = parent;
    }
    set(at, count, key, entry);
  }

  int topEntry() {
    return entries[0];
  }

  long topCount() {
    return counts[0];
  }

  void removeTop() {
    size--;
    sink(counts[size], keys[size], entries[size]);
  }

  /// Gives the first entry its present, smaller count, and moves it to its place.
  void correctTop(long count) {
    sink(count, keys[0], entries[0]);
  }

  private void sink(long count, long key, int entry) {
    int at = 0;
    while (true) {
      int child = 4 * at + 1;
      if (child >= size) {
        break;
      }
      int best = child;
      int last = Math.min(child + 4, size);
      for (int c = child + 1; c < last; c++) {
        if (before(counts[c], keys[c], entries[c], best)) {
          best = c;
        }
      }
      if (before(count, key, entry, best)) {
        break;
      }
      move(best, at);
      at = best;
    }
    set(at, count, key, entry);
  }

  private boolean before(long count, long key, int entry, int at) {
    if (count != counts[at]) {
      return count > counts[at];
    }
    return key != keys[at] ? key < keys[at] : entry < entries[at];
  }

  private void move(int from, int to) {
    counts[to] = counts[from];
    keys[to] = keys[from];
    entries[to] = entries[from];
  }

  private void set(int at, long count, long key, int entry) {
    counts[at] = count;
    keys[at] = key;
    entries[at] = entry;
  }

  int pair(int entry) {
    return pairs[entry];
  }

  long address(int entry) {
    return addresses[entry];
  }

  int length(int entry) {
    return lengths[entry];
  }

  /// Says that the list of a removed entry is used up.
  void release(int entry, Postings postings) {
    postings.free(lengths[entry]);
    addresses[entry] = NO_LIST;
  }

  /// Moves all lists that are still needed to a new arena. Entries are as old as their lists, so
  /// that the old arena can go piece by piece.
  Postings compact(Postings old) {
    Postings compact = new Postings();
    for (int entry = 0; entry < allEntries; entry++) {
      long address = addresses[entry];
      if (address != NO_LIST) {
        old.forgetBefore(address);
        addresses[entry] = compact.move(old, address, lengths[entry]);
      }
    }
    return compact;
  }
}
