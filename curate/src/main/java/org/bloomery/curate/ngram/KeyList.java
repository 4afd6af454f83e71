package org.bloomery.curate.ngram;

import java.util.Arrays;

/// A growing list of keys.
final class KeyList {
  private long[] keys = new long[256];
  private int size;

  void add(long key) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
    }
    keys[size++] = key;
  }

  long[] toArray() {
    return Arrays.copyOf(keys, size);
  }
}
