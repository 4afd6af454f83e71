package org.bloomery.tokenize.encode;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Applies the merges to one piece: always the pair of the smallest rank, the leftmost of equals.
///
/// Short pieces are scanned again for each merge, which is fastest while they fit a few cache
/// lines. Longer ones use a heap of (rank, position), and pieces beyond a block (base64, text
/// without spaces) go through [LongPieceEncoder], whose time is linear. Not safe for several
/// threads.
public final class PieceEncoder {
  private static final int SHORT = 48;

  private final MergeTable merges;
  private final int[] idOfByte;
  private final int[] rankOfBytes; // of each pair of bytes, left byte first
  private int[] symbol = new int[SHORT];
  private int[] rank = new int[SHORT];
  private int[] previous = {};
  private int[] next = {};
  private long[] heap = {};
  private int heapSize;
  private @Nullable LongPieceEncoder blocks;
  private final @Nullable TokenWalk walk;

  public PieceEncoder(MergeTable merges) {
    this.merges = merges;
    this.idOfByte = merges.idOfByte();
    this.rankOfBytes = merges.rankOfBytes();
    TokenPairs pairs = merges.pairs();
    walk = pairs == null ? null : new TokenWalk(pairs);
  }

  public void encode(byte[] text, int from, int to, IdBuffer out) {
    if (walk != null && to - from <= TokenWalk.MAX_BYTES) {
      walk.encode(text, from, to, out);
      return;
    }
    if (to - from <= LongPieceEncoder.BLOCK) {
      encodeAtOnce(text, from, to, out);
      return;
    }
    if (blocks == null) {
      blocks = new LongPieceEncoder(this, merges);
    }
    blocks.encode(text, from, to, out);
  }

  /// Encodes without cutting into blocks: n log n for n bytes.
  void encodeAtOnce(byte[] text, int from, int to, IdBuffer out) {
    int length = to - from;
    if (length > symbol.length) {
      int capacity = Math.max(length, symbol.length * 2);
      symbol = new int[capacity];
      rank = new int[capacity];
    }
    int before = 0;
    for (int i = 0; i < length; i++) {
      int b = text[from + i] & 0xFF;
      symbol[i] = idOfByte[b];
      if (i > 0) {
        rank[i - 1] = rankOfBytes[(before << 8) | b];
      }
      before = b;
    }
    if (length <= SHORT) {
      mergeByScanning(length, out);
    } else {
      mergeByHeap(length, out);
    }
  }

  private void mergeByScanning(int length, IdBuffer out) {
    int n = length; // symbols left; rank[i] belongs to the pair (i, i + 1)
    while (n > 1) {
      int best = MergeTable.NONE;
      int at = -1;
      for (int i = 0; i < n - 1; i++) {
        if (rank[i] < best) {
          best = rank[i];
          at = i;
        }
      }
      if (at < 0) {
        break;
      }
      symbol[at] = merges.result(best);
      n--;
      for (int i = at + 1; i < n; i++) {
        symbol[i] = symbol[i + 1];
        rank[i - 1] = rank[i];
      }
      if (at > 0) {
        rank[at - 1] = merges.rank(symbol[at - 1], symbol[at]);
      }
      if (at < n - 1) {
        rank[at] = merges.rank(symbol[at], symbol[at + 1]);
      }
    }
    for (int i = 0; i < n; i++) {
      out.add(symbol[i]);
    }
  }

  /// Symbols are a doubly linked list over their first byte. An entry of the heap is out of date
  /// when the pair at its position has another rank by now.
  private void mergeByHeap(int length, IdBuffer out) {
    if (previous.length < length) {
      previous = new int[symbol.length];
      next = new int[symbol.length];
    }
    heapSize = 0;
    rank[length - 1] = MergeTable.NONE;
    for (int i = 0; i < length; i++) {
      previous[i] = i - 1;
      next[i] = i + 1;
      if (rank[i] != MergeTable.NONE) {
        push(((long) rank[i] << 32) | i);
      }
    }
    while (heapSize > 0) {
      long top = pop();
      int at = (int) top;
      int best = (int) (top >>> 32);
      if (rank[at] != best) {
        continue;
      }
      int gone = next[at];
      symbol[at] = merges.result(best);
      next[at] = next[gone];
      rank[gone] = MergeTable.NONE;
      if (next[at] < length) {
        previous[next[at]] = at;
      }
      updateRank(at, length);
      if (previous[at] >= 0) {
        updateRank(previous[at], length);
      }
    }
    for (int i = 0; i < length; i = next[i]) {
      out.add(symbol[i]);
    }
  }

  private void updateRank(int at, int length) {
    rank[at] = next[at] < length ? merges.rank(symbol[at], symbol[next[at]]) : MergeTable.NONE;
    if (rank[at] != MergeTable.NONE) {
      push(((long) rank[at] << 32) | at);
    }
  }

  private void push(long entry) {
    if (heapSize == heap.length) {
      heap = Arrays.copyOf(heap, Math.max(256, heapSize * 2));
    }
    int at = heapSize++;
    while (at > 0) {
      int parent = (at - 1) >>> 1;
      if (heap[parent] <= entry) {
        break;
      }
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = entry;
  }

  private long pop() {
    long top = heap[0];
    long entry = heap[--heapSize];
    int at = 0;
    int child;
    while ((child = 2 * at + 1) < heapSize) {
      if (child + 1 < heapSize && heap[child + 1] < heap[child]) {
        child++;
      }
      if (heap[child] >= entry) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = entry;
    return top;
  }
}
