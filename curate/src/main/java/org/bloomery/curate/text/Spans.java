package org.bloomery.curate.text;

import java.util.Arrays;

/// Pieces of a text: where each begins and ends, in characters of the array that was cut, and its
/// key.
public final class Spans {
  private int[] bounds = new int[256]; // begin and end of each piece
  private long[] keys = new long[128];
  private int size;

  void add(int from, int to, long key) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
      bounds = Arrays.copyOf(bounds, 4 * size);
    }
    bounds[2 * size] = from;
    bounds[2 * size + 1] = to;
    keys[size++] = key;
  }

  public int size() {
    return size;
  }

  public int from(int piece) {
    return bounds[2 * piece];
  }

  public int to(int piece) {
    return bounds[2 * piece + 1];
  }

  public long key(int piece) {
    return keys[piece];
  }

  /// The key of a piece and the next one joined, perhaps with a space between.
  public long pair(int piece, boolean spaced) {
    long first = spaced ? Keys.next(keys[piece], ' ') : keys[piece];
    return Keys.joined(first, keys[piece + 1], to(piece + 1) - from(piece + 1));
  }

  /// Takes the pieces from one on away.
  ///
  /// @return these
  Spans cutFrom(int first) {
    Spans rest = new Spans();
    for (int i = first; i < size; i++) {
      rest.add(from(i), to(i), keys[i]);
    }
    size = first;
    return rest;
  }
}
