package org.bloomery.tokenize;

import java.util.Arrays;

/// The words under training as lists of ids in one array, and an arena of word numbers: for each
/// pair, the words in which it arose.
final class TrainingWords {
  final int[] symbols;
  final int[] starts;
  final int[] ends;
  final long[] counts;
  private int[] arena = new int[0];
  private int arenaSize;

  TrainingWords(WordCounts words, int[] idOfByte) {
    int kept = 0;
    long length = 0;
    for (int w = 0; w < words.size(); w++) {
      int bytes = words.end(w) - words.start(w);
      if (bytes > 1) {
        kept++;
        length += bytes;
      }
    }
    symbols = new int[Math.toIntExact(length)];
    starts = new int[kept];
    ends = new int[kept];
    counts = new long[kept];
    byte[] bytes = words.bytes();
    int at = 0;
    int n = 0;
    for (int w = 0; w < words.size(); w++) {
      if (words.end(w) - words.start(w) > 1) {
        starts[n] = at;
        for (int i = words.start(w); i < words.end(w); i++) {
          symbols[at++] = idOfByte[bytes[i] & 0xFF];
        }
        ends[n] = at;
        counts[n++] = words.count(w);
      }
    }
  }

  int size() {
    return counts.length;
  }

  int word(int arenaPosition) {
    return arena[arenaPosition];
  }

  /// Room for a number of word numbers; the caller fills it with [#setWord].
  int reserve(int length) {
    int start = arenaSize;
    arenaSize = Math.addExact(arenaSize, length);
    if (arenaSize > arena.length) {
      long capacity = Math.max(arenaSize, arena.length + (arena.length >>> 1) + 1024L);
      arena = Arrays.copyOf(arena, (int) Math.min(capacity, Integer.MAX_VALUE - 8L));
    }
    return start;
  }

  void setWord(int arenaPosition, int word) {
    arena[arenaPosition] = word;
  }

  /// Counts the pairs of bytes, overlapping ones too, and queues each with its words.
  void countPairs(int[] idOfByte, PairCounts pairs, MergeQueue queue) {
    int base = Arrays.stream(idOfByte).max().orElse(0) + 1;
    long[] pairCount = new long[base * base];
    int[] wordsOfPair = new int[base * base];
    int[] lastWord = new int[base * base];
    Arrays.fill(lastWord, -1);
    for (int w = 0; w < size(); w++) {
      for (int i = starts[w]; i + 1 < ends[w]; i++) {
        int pair = symbols[i] * base + symbols[i + 1];
        pairCount[pair] += counts[w];
        if (lastWord[pair] != w) {
          lastWord[pair] = w;
          wordsOfPair[pair]++;
        }
      }
    }
    int[] fill = new int[base * base];
    for (int pair = 0; pair < fill.length; pair++) {
      if (pairCount[pair] > 0) {
        int start = reserve(wordsOfPair[pair]);
        long key = PairCounts.key(pair / base, pair % base);
        int number = pairs.number(key);
        pairs.add(number, pairCount[pair]);
        queue.add(pairCount[pair], key, number, start, start + wordsOfPair[pair]);
        fill[pair] = start;
      }
    }
    Arrays.fill(lastWord, -1);
    for (int w = 0; w < size(); w++) {
      for (int i = starts[w]; i + 1 < ends[w]; i++) {
        int pair = symbols[i] * base + symbols[i + 1];
        if (lastWord[pair] != w) {
          lastWord[pair] = w;
          arena[fill[pair]++] = w;
        }
      }
    }
  }
}
