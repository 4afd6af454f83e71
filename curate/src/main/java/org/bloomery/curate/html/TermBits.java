package org.bloomery.curate.html;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Finds which of many lists of ASCII words have a word in a text, wherever it stands, in one pass
/// over the text (A. Aho and M. Corasick, Efficient String Matching, CACM 18, 1975). Letters of
/// both cases are alike.
final class TermBits {
  private static final int ASCII = 128;

  private final List<int[]> next = new ArrayList<>();
  private final List<Long> found = new ArrayList<>();
  private final int[] table;
  private final long[] bits;

  /// @param lists at most 64; a list's bit is its position
  TermBits(List<List<String>> lists) {
    state();
    for (int i = 0; i < lists.size(); i++) {
      for (String word : lists.get(i)) {
        int at = 0;
        for (int j = 0; j < word.length(); j++) {
          int[] row = next.get(at);
          char c = word.charAt(j);
          row[c] = row[c] < 0 ? state() : row[c];
          at = row[c];
        }
        found.set(at, found.get(at) | 1L << i);
      }
    }
    close();
    table = next.stream().flatMapToInt(Arrays::stream).toArray();
    bits = found.stream().mapToLong(Long::longValue).toArray();
  }

  private int state() {
    int[] row = new int[ASCII];
    Arrays.fill(row, -1);
    next.add(row);
    found.add(0L);
    return next.size() - 1;
  }

  /// Where no word goes on, the longest end of what was read that begins a word does.
  private void close() {
    int[] shorter = new int[next.size()];
    ArrayDeque<Integer> open = new ArrayDeque<>(List.of(0));
    while (!open.isEmpty()) {
      int at = open.poll();
      found.set(at, found.get(at) | found.get(shorter[at]));
      int[] row = next.get(at);
      for (int c = 0; c < ASCII; c++) {
        int otherwise = at == 0 ? 0 : next.get(shorter[at])[c];
        if (row[c] < 0) {
          row[c] = otherwise;
        } else {
          shorter[row[c]] = otherwise;
          open.add(row[c]);
        }
      }
    }
  }

  /// The bits of the lists that have a word in the text.
  long of(String text) {
    long all = 0;
    int at = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int lower = c >= 'A' && c <= 'Z' ? c + 32 : c;
      at = lower < ASCII ? table[at * ASCII + lower] : 0;
      all |= bits[at];
    }
    return all;
  }
}
