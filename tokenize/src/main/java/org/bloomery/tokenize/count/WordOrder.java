package org.bloomery.tokenize.count;

import org.bloomery.tokenize.text.LittleEndian;

/// Sorts words by their unsigned bytes, a prefix before what it begins: quicksort on eight bytes at
/// a time (Bentley and Sedgewick, "Fast algorithms for sorting and searching strings", 1997), on
/// word numbers alone, so that it needs four bytes a word.
final class WordOrder {
  private final byte[] bytes;
  private final int[] starts;
  private final int[] order;

  private WordOrder(byte[] bytes, int[] starts, int size) {
    this.bytes = bytes;
    this.starts = starts;
    order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
  }

  /// The numbers of words in order; word n is the bytes from starts[n] to starts[n + 1].
  static int[] of(byte[] bytes, int[] starts, int size) {
    WordOrder words = new WordOrder(bytes, starts, size);
    words.sort(0, size, 0);
    return words.order;
  }

  private void sort(int first, int last, int depth) {
    int from = first;
    int to = last;
    while (to - from > 1) {
      int pivot = order[(from + to) >>> 1];
      long chunk = chunk(pivot, depth);
      int rest = rest(pivot, depth);
      int less = from;
      int more = to;
      for (int i = from; i < more; ) {
        int word = order[i];
        int comparison = Long.compareUnsigned(chunk(word, depth), chunk);
        if (comparison == 0) {
          comparison = rest(word, depth) - rest;
        }
        if (comparison < 0) {
          swap(i++, less++);
        } else if (comparison > 0) {
          swap(i, --more);
        } else {
          i++;
        }
      }
      if (rest > 8) { // equal so far, and longer: the next eight bytes decide
        sort(less, more, depth + 8);
      }
      if (less - from < to - more) { // the shorter side by recursion: a stack of log n
        sort(from, less, depth);
        from = more;
      } else {
        sort(more, to, depth);
        to = less;
      }
    }
  }

  private void swap(int i, int k) {
    int word = order[i];
    order[i] = order[k];
    order[k] = word;
  }

  /// Eight bytes, the first the most significant; zeros where the word has ended.
  private long chunk(int word, int depth) {
    int from = starts[word] + depth;
    int count = Math.min(8, starts[word + 1] - from);
    return count <= 0 ? 0 : Long.reverseBytes(LittleEndian.getLong(bytes, from, count));
  }

  /// How much is left from this depth, 9 for more than eight: tells "a" from "a\0".
  private int rest(int word, int depth) {
    return Math.min(9, starts[word + 1] - starts[word] - depth);
  }
}
