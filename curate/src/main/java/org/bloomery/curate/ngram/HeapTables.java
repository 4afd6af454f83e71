package org.bloomery.curate.ngram;

import java.util.ArrayList;
import java.util.List;
import org.bloomery.curate.text.Keys;

/// A model's n-grams in open addressing on the heap, with the values as they are.
final class HeapTables implements NgramTables {
  private final List<Table> tables = new ArrayList<>();

  /// The n-grams of one length.
  private static final class Table {
    private final long[] keys;
    private final boolean[] taken;
    private final float[] probabilities;
    private final float[] backOffs;

    Table(int size) {
      int capacity = Integer.highestOneBit(Math.max(2, size)) << 2;
      keys = new long[capacity];
      taken = new boolean[capacity];
      probabilities = new float[capacity];
      backOffs = new float[capacity];
    }

    int slot(long key) {
      int slot = (int) Keys.mix(key) & (keys.length - 1);
      while (taken[slot] && keys[slot] != key) {
        slot = (slot + 1) & (keys.length - 1);
      }
      return slot;
    }
  }

  /// Makes room for the n-grams of the next length.
  void addLength(int size) {
    tables.add(new Table(size));
  }

  void put(int length, long key, float probability, float backOff) {
    Table table = tables.get(length - 1);
    int slot = table.slot(key);
    table.keys[slot] = key;
    table.taken[slot] = true;
    table.probabilities[slot] = probability;
    table.backOffs[slot] = backOff;
  }

  @Override
  public int order() {
    return tables.size();
  }

  @Override
  public long find(int length, long key) {
    Table table = tables.get(length - 1);
    int slot = table.slot(key);
    return table.taken[slot] ? slot : -1;
  }

  @Override
  public float probability(int length, long slot) {
    return tables.get(length - 1).probabilities[(int) slot];
  }

  @Override
  public float backOff(int length, long slot) {
    return tables.get(length - 1).backOffs[(int) slot];
  }
}
