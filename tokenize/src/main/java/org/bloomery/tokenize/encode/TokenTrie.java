package org.bloomery.tokenize.encode;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Finds the longest token with which a text begins: a trie as a double array (Aoe 1989, "An
/// efficient digital search algorithm by using a double-array structure"). The child of node n by
/// byte c is cell `base(n) + c`, if that cell names n as its parent. Immutable.
final class TokenTrie {
  private static final int ROOT = 1;
  private static final int NODE_BITS = 22;
  private static final int NODE_MASK = (1 << NODE_BITS) - 1;
  private static final int TOKEN_BITS = 20;
  private static final int TOKEN_MASK = (1 << TOKEN_BITS) - 1;
  private static final int BYTES = 256;

  /// Of each node its parent, its base and its token plus one, in one long.
  private long[] cells = new long[1 << 12];

  /// For each pair of bytes, first byte low: the node after both (0 if there is none), and the
  /// longest token of one or two bytes, plus one.
  private final long[] starts = new long[1 << 16];

  private int firstFree = ROOT + 1;

  /// @param pieces bytes of each token
  /// @param tokens those to hold; none of them empty
  TokenTrie(byte[][] pieces, IntStream tokens) {
    int[] sorted =
        tokens
            .boxed()
            .sorted(Comparator.comparing(token -> pieces[token], Arrays::compareUnsigned))
            .mapToInt(Integer::intValue)
            .toArray();
    cells[0] = (long) NODE_MASK << (NODE_BITS + TOKEN_BITS); // no node, and never free
    cells[ROOT] = cells[0];
    build(pieces, sorted);
    for (int pair = 0; pair < starts.length; pair++) {
      int first = child(ROOT, pair & 0xFF);
      int second = first == 0 ? 0 : child(first, pair >>> 8);
      long token = second == 0 ? 0 : cells[second] & TOKEN_MASK;
      starts[pair] =
          ((long) second << TOKEN_BITS) | (token != 0 ? token : cells[first] & TOKEN_MASK);
    }
  }

  /// Breadth first, so that the nodes of short beginnings, which every search visits, lie together.
  private void build(byte[][] pieces, int[] sorted) {
    int[][] level = {{ROOT, 0, sorted.length}};
    for (int depth = 0; level.length > 0; depth++) {
      int[][] next = new int[BYTES][];
      int count = 0;
      for (int[] node : level) {
        int from = node[1];
        if (from < node[2] && pieces[sorted[from]].length == depth) {
          cells[node[0]] |= sorted[from++] + 1;
        }
        int[][] children = children(pieces, sorted, from, node[2], depth);
        place(node[0], children);
        if (count + children.length > next.length) {
          next = Arrays.copyOf(next, 2 * (count + children.length));
        }
        System.arraycopy(children, 0, next, count, children.length);
        count += children.length;
      }
      level = Arrays.copyOf(next, count);
    }
  }

  /// Byte, from and to of each child; [#place] puts the cell in the place of the byte.
  private static int[][] children(byte[][] pieces, int[] sorted, int from, int to, int depth) {
    int[][] children = new int[BYTES][];
    int count = 0;
    for (int k = from; k < to; ) {
      int b = pieces[sorted[k]][depth] & 0xFF;
      int start = k;
      while (k < to && (pieces[sorted[k]][depth] & 0xFF) == b) {
        k++;
      }
      children[count++] = new int[] {b, start, k};
    }
    return Arrays.copyOf(children, count);
  }

  private void place(int node, int[][] children) {
    if (children.length == 0) {
      return;
    }
    int base = freeBase(children);
    cells[node] |= (long) base << TOKEN_BITS;
    for (int[] child : children) {
      child[0] += base;
      cells[child[0]] = (long) node << (NODE_BITS + TOKEN_BITS);
    }
  }

  private int freeBase(int[][] children) {
    while (firstFree < cells.length && cells[firstFree] != 0) {
      firstFree++;
    }
    int tries = 0;
    for (int at = Math.max(firstFree, children[0][0] + 1); ; at++) {
      int base = at - children[0][0];
      grow(base + BYTES);
      boolean free = true;
      for (int k = 0; k < children.length && free; k++) {
        free = cells[base + children[k][0]] == 0;
      }
      if (free) {
        return base;
      }
      if (++tries == 4096) {
        firstFree = at; // leave the crowded part behind
      }
    }
  }

  private void grow(int cell) {
    if (cell > NODE_MASK) {
      throw new IllegalStateException("a trie of more than " + NODE_MASK + " cells");
    }
    if (cell >= cells.length) {
      cells = Arrays.copyOf(cells, Math.max(cell + 1, 2 * cells.length));
    }
  }

  private int child(int node, int b) {
    int cell = (int) ((cells[node] >>> TOKEN_BITS) & NODE_MASK) + b;
    return cells[cell] >>> (NODE_BITS + TOKEN_BITS) == node ? cell : 0;
  }

  /// The longest token at the beginning of a range that is not empty, or -1.
  int longest(byte[] text, int from, int to) {
    int second = to - from > 1 ? text[from + 1] & 0xFF : -1;
    if (second < 0) {
      return (int) (cells[child(ROOT, text[from] & 0xFF)] & TOKEN_MASK) - 1;
    }
    long start = starts[(text[from] & 0xFF) | (second << 8)];
    int found = (int) start & TOKEN_MASK;
    int node = (int) (start >>> TOKEN_BITS);
    long cell = cells[node]; // of cell 0, too: no node has it for a parent
    for (int at = from + 2; at < to; at++) {
      int child = (int) ((cell >>> TOKEN_BITS) & NODE_MASK) + (text[at] & 0xFF);
      cell = cells[child];
      if (cell >>> (NODE_BITS + TOKEN_BITS) != node) {
        break;
      }
      node = child;
      int token = (int) cell & TOKEN_MASK;
      found = token != 0 ? token : found;
    }
    return found - 1;
  }
}
