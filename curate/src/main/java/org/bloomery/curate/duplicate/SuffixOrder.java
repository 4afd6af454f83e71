package org.bloomery.curate.duplicate;

import java.util.Arrays;

/// Sorts suffixes of a text by their first bytes: a suffix array that is exact up to a depth, which
/// is all that finding passages of that length needs, and keeps texts that repeat themselves from
/// taking quadratic time. Multikey quicksort (Bentley and Sedgewick 1997).
public final class SuffixOrder {
  private static final int SHORT = 12;

  private final byte[] text;
  private final int depth;
  private final int[] order;

  private SuffixOrder(byte[] text, int depth, int[] order) {
    this.text = text;
    this.depth = depth;
    this.order = order;
  }

  /// Sorts positions in place: by the `depth` bytes from there on, unsigned, then by position.
  ///
  /// @param positions each with at least `depth` bytes behind it
  public static void sort(byte[] text, int[] positions, int depth) {
    new SuffixOrder(text, depth, positions).sort(0, positions.length, 0);
  }

  /// Sorts a range of suffixes that agree in their first `known` bytes.
  private void sort(int from, int to, int known) {
    int low = from;
    int high = to;
    int at = known;
    while (high - low > 1) {
      if (at == depth) {
        Arrays.sort(order, low, high);
        return;
      }
      if (high - low < SHORT) {
        insert(low, high, at);
        return;
      }
      int pivot = pivot(low, high, at);
      int less = low;
      int greater = high;
      for (int i = low; i < greater; ) {
        int value = text[order[i] + at] & 0xFF;
        if (value < pivot) {
          swap(less++, i++);
        } else if (value > pivot) {
          swap(i, --greater);
        } else {
          i++;
        }
      }
      sort(low, less, at);
      sort(greater, high, at);
      low = less;
      high = greater;
      at++;
    }
  }

  private int pivot(int low, int high, int at) {
    int a = text[order[low] + at] & 0xFF;
    int b = text[order[(low + high) >>> 1] + at] & 0xFF;
    int c = text[order[high - 1] + at] & 0xFF;
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }

  private void swap(int i, int j) {
    int position = order[i];
    order[i] = order[j];
    order[j] = position;
  }

  private void insert(int low, int high, int at) {
    for (int i = low + 1; i < high; i++) {
      int position = order[i];
      int j = i - 1;
      while (j >= low && compare(order[j], position, at) > 0) {
        order[j + 1] = order[j];
        j--;
      }
      order[j + 1] = position;
    }
  }

  private int compare(int a, int b, int at) {
    int different = Arrays.compareUnsigned(text, a + at, a + depth, text, b + at, b + depth);
    return different != 0 ? different : Integer.compare(a, b);
  }
}
