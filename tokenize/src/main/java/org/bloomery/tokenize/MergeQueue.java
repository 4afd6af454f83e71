package org.bloomery.tokenize;

import java.util.Arrays;

/// Pairs that wait to be merged: highest count first, then the smaller (left id, right id), then
/// the older entry. An entry holds the words in which its pair arose, as a range of an arena.
final class MergeQueue {
  private long[] counts = new long[1 << 12];
  private long[] keys = new long[1 << 12];
  private int[] entries = new int[1 << 12];
  private int size;

  private int[] pairs = new int[1 << 12];
  private int[] starts = new int[1 << 12];
  private int[] ends = new int[1 << 12];
  private int allEntries;

  /// A new entry.
  void add(long count, long key, int pair, int start, int end) {
    if (allEntries == pairs.length) {
      pairs = Arrays.copyOf(pairs, allEntries * 2);
      starts = Arrays.copyOf(starts, allEntries * 2);
      ends = Arrays.copyOf(ends, allEntries * 2);
    }
    pairs[allEntries] = pair;
    starts[allEntries] = start;
    ends[allEntries] = end;
    add(count, key, allEntries++);
  }

  private void add(long count, long key, int entry) {
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

  boolean isEmpty() {
    return size == 0;
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

  int start(int entry) {
    return starts[entry];
  }

  int end(int entry) {
    return ends[entry];
  }
}
