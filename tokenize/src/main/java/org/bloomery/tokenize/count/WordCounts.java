package org.bloomery.tokenize.count;

import java.io.IOException;
import java.util.Arrays;
import org.bloomery.tokenize.text.LittleEndian;

/// How often each word (piece of pre-tokenised text) occurs: an open-addressing table over one byte
/// arena, with 64-bit counts. Not safe for several threads.
public final class WordCounts implements WordList {
  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final int FIRST_WORDS = 1 << 11;
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  /// Slots (8), hash, start and count take 24 bytes of a word; the rest is for growing.
  private static final int BYTES_A_WORD = 64;

  private int[] slots = new int[0]; // word number plus one; 0 is free
  private int[] hashes = new int[0];
  private int[] starts = new int[0]; // word n is bytes starts[n] to starts[n + 1]
  private long[] counts = new long[0];
  private byte[] bytes = new byte[0];
  private int size;
  private long closedWords = -1;
  private long closedBytes;
  private final int fullAtWords;
  private final int fullAtBytes;

  /// A table as large as arrays can be.
  public WordCounts() {
    this(Long.MAX_VALUE);
  }

  /// A table that calls itself full before it takes more memory than this.
  WordCounts(long memoryBytes) {
    long words = Math.max(FIRST_WORDS, memoryBytes / BYTES_A_WORD);
    fullAtWords = (int) Math.min(Long.highestOneBit(words), 1 << 29);
    fullAtBytes = (int) Math.min(Math.max(1 << 14, memoryBytes / 8 * 3), LARGEST_ARRAY - (1 << 20));
    clear();
  }

  /// Forgets all words.
  void clear() {
    slots = new int[2 * FIRST_WORDS];
    hashes = new int[FIRST_WORDS];
    starts = new int[FIRST_WORDS + 1];
    counts = new long[FIRST_WORDS];
    bytes = new byte[FIRST_WORDS * 8];
    size = 0;
  }

  /// Whether the table should be written to disk and cleared before the next word.
  boolean isFull() {
    return size >= fullAtWords || starts[size] >= fullAtBytes;
  }

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
        counts[word] = Math.addExact(counts[word], count);
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
      long wanted = Math.min(Math.max(bytes.length + (bytes.length >> 1), (long) end), fullAtBytes);
      bytes = Arrays.copyOf(bytes, (int) Math.max(wanted, end));
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

  /// Whether the words of another table surely fit into this one.
  boolean hasRoomFor(WordCounts other) {
    return (long) size + other.size <= fullAtWords
        && (long) starts[size] + other.starts[other.size] <= fullAtBytes;
  }

  /// What the arrays take.
  public long heapBytes() {
    return 4L * (slots.length + hashes.length + starts.length) + 8L * counts.length + bytes.length;
  }

  /// Number of distinct words in the table.
  public int size() {
    return size;
  }

  @Override
  public long distinct() {
    return closedWords >= 0 ? closedWords : size;
  }

  @Override
  public long totalBytes() {
    return closedWords >= 0 ? closedBytes : starts[size];
  }

  /// In order of first sight.
  @Override
  public void forEach(Sink sink) throws IOException {
    for (int word = 0; word < size; word++) {
      sink.accept(bytes, starts[word], starts[word + 1], counts[word]);
    }
  }

  /// In order of their bytes.
  void forEachSorted(Sink sink) throws IOException {
    for (int word : WordOrder.of(bytes, starts, size)) {
      sink.accept(bytes, starts[word], starts[word + 1], counts[word]);
    }
  }

  @Override
  public void close() {
    if (closedWords < 0) {
      closedBytes = totalBytes();
      closedWords = distinct();
      clear();
    }
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
