package org.bloomery.tokenize;

import java.util.Arrays;

/// How often each word (piece of pre-tokenised text) occurs: an open-addressing table over one byte
/// arena, with 64-bit counts. Not safe for several threads.
public final class WordCounts {
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private int[] slots = new int[1 << 12]; // word number plus one; 0 is free
  private int[] hashes = new int[1 << 11];
  private int[] starts = new int[(1 << 11) + 1]; // word n is bytes starts[n] to starts[n + 1]
  private long[] counts = new long[1 << 11];
  private byte[] bytes = new byte[1 << 14];
  private int size;

  /// Counts a word once more.
  public void add(byte[] text, int from, int to) {
    add(text, from, to, 1);
  }

  /// Adds to the count of a word.
  public void add(byte[] text, int from, int to, long count) {
    add(text, from, to, hash(text, from, to), count);
  }

  private void add(byte[] text, int from, int to, int hash, long count) {
    int mask = slots.length - 1;
    int slot = hash & mask;
    int word;
    while ((word = slots[slot] - 1) >= 0) {
      if (hashes[word] == hash
          && Arrays.equals(bytes, starts[word], starts[word + 1], text, from, to)) {
        counts[word] += count;
        return;
      }
      slot = (slot + 1) & mask;
    }
    append(text, from, to, hash, count);
    slots[slot] = size;
    if (2 * size > slots.length) {
      rehash();
    }
  }

  private void append(byte[] text, int from, int to, int hash, long count) {
    if (size == counts.length) {
      int capacity = Math.multiplyExact(size, 2);
      counts = Arrays.copyOf(counts, capacity);
      hashes = Arrays.copyOf(hashes, capacity);
      starts = Arrays.copyOf(starts, capacity + 1);
    }
    int start = starts[size];
    int end = Math.addExact(start, to - from);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(end, 2L * end)));
    }
    System.arraycopy(text, from, bytes, start, to - from);
    hashes[size] = hash;
    counts[size] = count;
    starts[++size] = end;
  }

  private void rehash() {
    slots = new int[slots.length * 2];
    int mask = slots.length - 1;
    for (int word = 0; word < size; word++) {
      int slot = hashes[word] & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = word + 1;
    }
  }

  /// Adds all counts of another table.
  public void addAll(WordCounts other) {
    for (int word = 0; word < other.size; word++) {
      add(
          other.bytes,
          other.starts[word],
          other.starts[word + 1],
          other.hashes[word],
          other.counts[word]);
    }
  }

  /// Number of distinct words.
  public int size() {
    return size;
  }

  long count(int word) {
    return counts[word];
  }

  int start(int word) {
    return starts[word];
  }

  int end(int word) {
    return starts[word + 1];
  }

  /// The arena in which [#start] and [#end] are positions.
  byte[] bytes() {
    return bytes;
  }

  private static int hash(byte[] text, int from, int to) {
    long hash = (long) to - from;
    int at = from;
    for (; at + 8 <= to; at += 8) {
      hash = Long.rotateLeft((hash ^ LittleEndian.getLong(text, at)) * MIX, 29);
    }
    long rest = 0;
    for (int shift = 0; at < to; at++, shift += 8) {
      rest |= (text[at] & 0xFFL) << shift;
    }
    hash = (hash ^ rest) * MIX;
    hash = (hash ^ (hash >>> 32)) * MIX;
    return (int) (hash >>> 32);
  }
}
