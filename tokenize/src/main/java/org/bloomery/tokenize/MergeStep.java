package org.bloomery.tokenize;

import java.util.Arrays;

/// One merge in all words that may hold its pair, and what it does to the counts of neighbours.
///
/// For the pair (a, b) that becomes n with x before and y behind it: (x, a) and (b, y) get rarer,
/// (x, n) and (n, y) more frequent. Changes are summed in arrays by neighbour, so that each pair is
/// looked up once a step and not once a place.
final class MergeStep {
  private final TrainingWords words;
  private final PairCounts pairs;
  private final MergeQueue queue;

  /// Sums by neighbour: index x for (x, n), ids + y for (n, y).
  private final long[] change;

  /// New pairs in this step by the same index; (n, n) always stands under n.
  private final int[] groupSize;

  private final int[] lastWord;
  private final IdBuffer touched = new IdBuffer();
  private final IdBuffer groups = new IdBuffer();
  private int[] eventGroup = new int[1 << 12];
  private int[] eventWord = new int[1 << 12];
  private int events;
  private final int ids;
  private int merged;

  MergeStep(TrainingWords words, PairCounts pairs, MergeQueue queue, int vocabularySize) {
    this.words = words;
    this.pairs = pairs;
    this.queue = queue;
    ids = vocabularySize;
    change = new long[2 * ids];
    groupSize = new int[2 * ids];
    lastWord = new int[2 * ids];
    Arrays.fill(lastWord, -1);
  }

  /// Merges left and right in the words of a range of the arena.
  void merge(int left, int right, int result, int from, int to) {
    merged = result;
    for (int i = from; i < to; i++) {
      mergeInWord(words.word(i), left, right);
    }
    updateCounts(left, right);
    queueNewPairs();
    events = 0;
  }

  private void mergeInWord(int word, int left, int right) {
    int[] symbols = words.symbols;
    int start = words.starts[word];
    int end = words.ends[word];
    int last = end - 1;
    int at = start;
    while (at < last && (symbols[at] != left || symbols[at + 1] != right)) {
      at++;
    }
    if (at >= last) {
      return;
    }
    long count = words.counts[word];
    int out = at;
    while (at < end) {
      if (at < last && symbols[at] == left && symbols[at + 1] == right) {
        if (out > start) {
          changed(symbols[out - 1], symbols[out - 1], count, word);
        }
        symbols[out++] = merged;
        at += 2;
        if (at < end) {
          int next = symbols[at];
          changed(ids + next, next == merged ? merged : ids + next, count, word);
        }
      } else {
        symbols[out++] = symbols[at++];
      }
    }
    words.ends[word] = out;
  }

  private void changed(int neighbour, int group, long count, int word) {
    if (change[neighbour] == 0) {
      touched.add(neighbour);
    }
    change[neighbour] += count;
    if (lastWord[group] != word) {
      lastWord[group] = word;
      if (groupSize[group]++ == 0) {
        groups.add(group);
      }
      if (events == eventGroup.length) {
        eventGroup = Arrays.copyOf(eventGroup, events * 2);
        eventWord = Arrays.copyOf(eventWord, events * 2);
      }
      eventGroup[events] = group;
      eventWord[events++] = word;
    }
  }

  private void updateCounts(int left, int right) {
    for (int t = 0; t < touched.size(); t++) {
      int neighbour = touched.get(t);
      long sum = change[neighbour];
      change[neighbour] = 0;
      if (neighbour < ids) {
        pairs.add(pairs.number(PairCounts.key(neighbour, left)), -sum);
      } else {
        pairs.add(pairs.number(PairCounts.key(right, neighbour - ids)), -sum);
      }
      pairs.add(pairs.number(newPair(neighbour)), sum);
    }
    touched.clear();
  }

  private long newPair(int neighbour) {
    return neighbour < ids
        ? PairCounts.key(neighbour, merged)
        : PairCounts.key(merged, neighbour - ids);
  }

  private void queueNewPairs() {
    int[] place = groupSize; // from here on: where the next word of a group goes
    for (int g = 0; g < groups.size(); g++) {
      int group = groups.get(g);
      int length = groupSize[group];
      int start = words.reserve(length);
      place[group] = start;
      lastWord[group] = -1;
      long key = newPair(group);
      int pair = pairs.number(key);
      if (pairs.count(pair) > 0) {
        queue.add(pairs.count(pair), key, pair, start, start + length);
      }
    }
    for (int e = 0; e < events; e++) {
      words.setWord(place[eventGroup[e]]++, eventWord[e]);
    }
    for (int g = 0; g < groups.size(); g++) {
      groupSize[groups.get(g)] = 0;
    }
    groups.clear();
  }
}
