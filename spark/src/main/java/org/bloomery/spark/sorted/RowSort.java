package org.bloomery.spark.sorted;

/// Sorts rows of numbers in an array: merge sort, by all columns, each unsigned.
final class RowSort {
  /// Rows that insertion sorts before merging begins.
  private static final int SHORT = 12;

  private final int columns;

  RowSort(int columns) {
    this.columns = columns;
  }

  /// Sorts the first `rows` rows.
  ///
  /// @param spare as long as the data
  void sort(long[] data, int rows, long[] spare) {
    for (int start = 0; start < rows; start += SHORT) {
      insert(data, start, Math.min(rows, start + SHORT));
    }
    long[] from = data;
    long[] to = spare;
    boolean inSpare = false;
    for (int width = SHORT; width < rows; width *= 2) {
      for (int start = 0; start < rows; start += 2 * width) {
        int middle = Math.min(rows, start + width);
        merge(from, start, middle, Math.min(rows, middle + width), to);
      }
      long[] swap = from;
      from = to;
      to = swap;
      inSpare = !inSpare;
    }
    if (inSpare) {
      System.arraycopy(spare, 0, data, 0, rows * columns);
    }
  }

  private void insert(long[] data, int start, int end) {
    long[] row = new long[columns];
    for (int i = start + 1; i < end; i++) {
      System.arraycopy(data, i * columns, row, 0, columns);
      int j = i - 1;
      while (j >= start && compare(data, j * columns, row, 0) > 0) {
        System.arraycopy(data, j * columns, data, (j + 1) * columns, columns);
        j--;
      }
      System.arraycopy(row, 0, data, (j + 1) * columns, columns);
    }
  }

  private void merge(long[] from, int start, int middle, int end, long[] to) {
    int left = start * columns;
    int right = middle * columns;
    int leftEnd = right;
    int rightEnd = end * columns;
    for (int out = left; out < rightEnd; out += columns) {
      boolean takeLeft =
          right >= rightEnd || (left < leftEnd && compare(from, left, from, right) <= 0);
      int source = takeLeft ? left : right;
      for (int c = 0; c < columns; c++) {
        to[out + c] = from[source + c];
      }
      if (takeLeft) {
        left += columns;
      } else {
        right += columns;
      }
    }
  }

  int compare(long[] a, int i, long[] b, int j) {
    for (int c = 0; c < columns; c++) {
      if (a[i + c] != b[j + c]) {
        return Long.compareUnsigned(a[i + c], b[j + c]);
      }
    }
    return 0;
  }
}
