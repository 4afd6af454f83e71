package org.bloomery.tokenize.merge;

import java.util.Arrays;
import org.bloomery.tokenize.encode.IdBuffer;

/// One merge in all words that may hold its pair, and what it does to the counts of neighbours.
///
/// For the pair (a, b) that becomes n with x before and y behind it: (x, a) and (b, y) get rarer,
/// (x, n) and (n, y) more frequent. Changes are summed by neighbour, so that each pair is looked up
/// once a step and not once a place.
final class MergeStep {
  /// What is kept of a neighbour, side by side: x for (x, n), ids + y for (n, y). New pairs are
  /// grouped by the same index; (n, n) always stands under n.
  private static final int CHANGE = 0;

  private static final int LAST_PLACE = 1;
  private static final int POSTING = 2;
  private static final int FIELDS_LOG2 = 2;

  /// Words whose lengths are read before the first of them is merged: their memory is fetched side
  /// by side, where one after another each would wait for its own.
  private static final int BATCH = 32;

  private final TrainingWords words;
  private final PairCounts pairs;
  private final MergeQueue queue;
  private Postings postings;
  private final long[] neighbours;
  private final long[] places = new long[BATCH];
  private final IdBuffer touched = new IdBuffer();
  private final IdBuffer groups = new IdBuffer();
  private int[] eventGroup = new int[1 << 12];
  private long[] eventPlace = new long[1 << 12];
  private int events;
  private final int ids;
  private int merged;

  MergeStep(
      TrainingWords words,
      PairCounts pairs,
      MergeQueue queue,
      Postings postings,
      int vocabularySize) {
    this.words = words;
    this.pairs = pairs;
    this.queue = queue;
    this.postings = postings;
    ids = vocabularySize;
    neighbours = new long[(2 * ids) << FIELDS_LOG2];
  }

  /// Merges left and right in the words of an entry.
  void merge(int left, int right, int result, int entry) {
    merged = result;
    long address = queue.address(entry);
    byte[] list = postings.chunk(address);
    int at = (int) address;
    int end = at + queue.length(entry);
    long place = -1;
    while (at < end) {
      int batch = 0;
      int touched = 0;
      while (at < end && batch < BATCH) {
        int b = list[at++];
        long difference = b;
        if (b < 0) {
          difference = b & 0x7F;
          for (int shift = 7; b < 0; shift += 7) {
            b = list[at++];
            difference |= (b & 0x7FL) << shift;
          }
        }
        place += difference;
        touched |= words.chunk(place)[(int) place];
        places[batch++] = place;
      }
      if (touched == 0) {
        throw new IllegalStateException("a word without ids");
      }
      for (int i = 0; i < batch; i++) {
        mergeInWord(places[i], left, right);
      }
    }
    queue.release(entry, postings);
    updateCounts(left, right);
    queueNewPairs();
    events = 0;
    if (postings.isSparse()) {
      postings = queue.compact(postings);
    }
  }

  private void mergeInWord(long place, int left, int right) {
    int[] symbols = words.chunk(place);
    int record = (int) place;
    int start = record + TrainingWords.HEADER;
    int end = start + symbols[record];
    int last = end - 1;
    int at = start;
    while (at < last && (symbols[at] != left || symbols[at + 1] != right)) {
      at++;
    }
    if (at >= last) {
      return;
    }
    long count = words.count(symbols[record + 1]);
    int out = at;
    while (at < end) {
      if (at < last && symbols[at] == left && symbols[at + 1] == right) {
        if (out > start) {
          changed(symbols[out - 1], symbols[out - 1], count, place);
        }
        symbols[out++] = merged;
        at += 2;
        if (at < end) {
          int next = symbols[at];
          changed(ids + next, next == merged ? merged : ids + next, count, place);
        }
      } else {
        symbols[out++] = symbols[at++];
      }
    }
    symbols[record] = out - start;
  }

  private void changed(int neighbour, int group, long count, long place) {
    int n = neighbour << FIELDS_LOG2;
    if (neighbours[n + CHANGE] == 0) {
      touched.add(neighbour);
    }
    neighbours[n + CHANGE] += count;
    int g = group << FIELDS_LOG2;
    long lastPlace = neighbours[g + LAST_PLACE];
    if (lastPlace != place + 1) {
      if (lastPlace == 0) {
        groups.add(group);
      }
      neighbours[g + POSTING] += Postings.width(place + 1 - lastPlace);
      neighbours[g + LAST_PLACE] = place + 1;
      if (events == eventGroup.length) {
        int capacity = events + (events >> 1);
        eventGroup = Arrays.copyOf(eventGroup, capacity);
        eventPlace = Arrays.copyOf(eventPlace, capacity);
      }
      eventGroup[events] = group;
      eventPlace[events++] = place + 1;
    }
  }

  private void updateCounts(int left, int right) {
    for (int t = 0; t < touched.size(); t++) {
      int neighbour = touched.get(t);
      long sum = neighbours[neighbour << FIELDS_LOG2];
      neighbours[neighbour << FIELDS_LOG2] = 0;
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
    for (int i = 0; i < groups.size(); i++) {
      int group = groups.get(i);
      int g = group << FIELDS_LOG2;
      int length = Math.toIntExact(neighbours[g + POSTING]);
      long address = postings.reserve(length);
      neighbours[g + POSTING] = address;
      neighbours[g + LAST_PLACE] = 0;
      long key = newPair(group);
      int pair = pairs.number(key);
      queue.add(pairs.count(pair), key, pair, address, length);
    }
    for (int e = 0; e < events; e++) {
      int g = eventGroup[e] << FIELDS_LOG2;
      long place = eventPlace[e];
      neighbours[g + POSTING] =
          postings.write(neighbours[g + POSTING], place - neighbours[g + LAST_PLACE]);
      neighbours[g + LAST_PLACE] = place;
    }
    for (int i = 0; i < groups.size(); i++) {
      int g = groups.get(i) << FIELDS_LOG2;
      neighbours[g + POSTING] = 0;
      neighbours[g + LAST_PLACE] = 0;
    }
    groups.clear();
  }
}
