package org.bloomery.curate.text;

import java.util.Collection;

/// An unchanging set of words, asked by their keys.
public final class KeySet {
  private final long[] keys;
  private final boolean[] taken;

  public KeySet(Collection<String> words) {
    int capacity = Integer.highestOneBit(Math.max(4, words.size())) << 2;
    keys = new long[capacity];
    taken = new boolean[capacity];
    for (String word : words) {
      int slot = slot(Keys.of(word));
      keys[slot] = Keys.of(word);
      taken[slot] = true;
    }
  }

  public boolean contains(long key) {
    return taken[slot(key)];
  }

  private int slot(long key) {
    int slot = (int) Keys.mix(key) & (keys.length - 1);
    while (taken[slot] && keys[slot] != key) {
      slot = (slot + 1) & (keys.length - 1);
    }
    return slot;
  }
}
