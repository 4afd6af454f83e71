package org.bloomery.model.infer;

import java.util.Arrays;
import org.bloomery.model.file.BloomConfig;

/// Keys and values of the tokens that one sequence has so far, for all layers, on the Java heap.
///
/// Keys lie as (head, number, position) and values as (head, position, number): so that both the
/// scores and the weighted sum of a single query run along memory, with independent additions that
/// the compiler turns into vector instructions.
final class KeyValueCache {
  private final int heads;
  private final int headSize;
  private final float[][] keys;
  private final float[][] values;
  private int capacity;

  KeyValueCache(BloomConfig config, int capacity) {
    this.heads = config.heads();
    this.headSize = config.headSize();
    this.capacity = capacity;
    this.keys = new float[config.layers()][heads * headSize * capacity];
    this.values = new float[config.layers()][heads * headSize * capacity];
  }

  private KeyValueCache(KeyValueCache other) {
    this.heads = other.heads;
    this.headSize = other.headSize;
    this.capacity = other.capacity;
    this.keys = Arrays.stream(other.keys).map(float[]::clone).toArray(float[][]::new);
    this.values = Arrays.stream(other.values).map(float[]::clone).toArray(float[][]::new);
  }

  KeyValueCache copy() {
    return new KeyValueCache(this);
  }

  int capacity() {
    return capacity;
  }

  float[] keys(int layer) {
    return keys[layer];
  }

  float[] values(int layer) {
    return values[layer];
  }

  /// Takes the first `length` positions of a layer from (heads, padded, head size) arrays.
  void fill(int layer, float[] newKeys, float[] newValues, int padded, int length) {
    for (int head = 0; head < heads; head++) {
      for (int position = 0; position < length; position++) {
        int from = (head * padded + position) * headSize;
        put(layer, head, position, newKeys, from, newValues, from);
      }
    }
  }

  /// Stores key and value of a new position from a product that holds, head by head, query, key and
  /// value.
  void append(int layer, int position, float[] queryKeyValue) {
    for (int head = 0; head < heads; head++) {
      int key = (head * 3 + 1) * headSize;
      put(layer, head, position, queryKeyValue, key, queryKeyValue, key + headSize);
    }
  }

  private void put(
      int layer, int head, int position, float[] fromKeys, int key, float[] fromValues, int value) {
    float[] layerKeys = keys[layer];
    for (int i = 0; i < headSize; i++) {
      layerKeys[(head * headSize + i) * capacity + position] = fromKeys[key + i];
    }
    int to = (head * capacity + position) * headSize;
    System.arraycopy(fromValues, value, values[layer], to, headSize);
  }

  /// Makes room for `needed` positions.
  void ensure(int needed) {
    if (needed <= capacity) {
      return;
    }
    int larger = Math.max(needed, capacity * 2);
    for (int layer = 0; layer < keys.length; layer++) {
      keys[layer] = stretch(keys[layer], heads * headSize, capacity, larger);
      values[layer] = stretch(values[layer], heads, capacity * headSize, larger * headSize);
    }
    capacity = larger;
  }

  private static float[] stretch(float[] from, int rows, int before, int after) {
    float[] to = new float[rows * after];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(from, row * before, to, row * after, before);
    }
    return to;
  }
}
