package org.bloomery.model.infer;

/// Gives indices in the order of falling scores, one by one: a binary heap, so that the first few
/// of a large vocabulary cost little more than one look at each. Equal scores come in the order of
/// their indices.
final class LikeliestFirst {
  private final float[] scores;
  private final int[] heap;
  private int size;

  LikeliestFirst(float[] scores) {
    this.scores = scores;
    this.heap = new int[scores.length];
    this.size = scores.length;
    for (int i = 0; i < size; i++) {
      heap[i] = i;
    }
    for (int i = size / 2 - 1; i >= 0; i--) {
      sink(i);
    }
  }

  boolean hasNext() {
    return size > 0;
  }

  int next() {
    int best = heap[0];
    size--;
    heap[0] = heap[size];
    sink(0);
    return best;
  }

  private void sink(int from) {
    int place = from;
    int item = heap[place];
    while (2 * place + 1 < size) {
      int child = 2 * place + 1;
      if (child + 1 < size && before(heap[child + 1], heap[child])) {
        child++;
      }
      if (!before(heap[child], item)) {
        break;
      }
      heap[place] = heap[child];
      place = child;
    }
    heap[place] = item;
  }

  private boolean before(int left, int right) {
    return scores[left] > scores[right] || (scores[left] == scores[right] && left < right);
  }
}
