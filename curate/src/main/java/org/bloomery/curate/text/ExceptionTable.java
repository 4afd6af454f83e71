package org.bloomery.curate.text;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Short pieces of text with the lengths of their tokens, looked up by key.
final class ExceptionTable {
  private final long[] keys;
  private final int[] @Nullable [] tokens;
  private final int longest;

  ExceptionTable(Map<String, int[]> exceptions) {
    int capacity = Integer.highestOneBit(Math.max(4, exceptions.size())) << 2;
    keys = new long[capacity];
    tokens = new int[capacity][];
    longest = exceptions.keySet().stream().mapToInt(String::length).max().orElse(0);
    exceptions.forEach((text, lengths) -> {
      int slot = slot(Keys.of(text));
      keys[slot] = Keys.of(text);
      tokens[slot] = lengths;
    });
  }

  /// The lengths of the tokens of a piece, or null where it is no exception.
  int @Nullable [] find(long key, int length) {
    return length <= 0 || length > longest ? null : tokens[slot(key)];
  }

  /// Characters of the longest exception.
  int longest() {
    return longest;
  }

  private int slot(long key) {
    int slot = (int) Keys.mix(key) & (keys.length - 1);
    while (tokens[slot] != null && keys[slot] != key) {
      slot = (slot + 1) & (keys.length - 1);
    }
    return slot;
  }
}
