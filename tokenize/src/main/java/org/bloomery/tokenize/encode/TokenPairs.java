package org.bloomery.tokenize.encode;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Which tokens may stand side by side. A list of tokens is what the merges make of its text if and
/// only if each token alone is what they make of its bytes, and each two neighbours alone are what
/// they make of theirs ([LongPieceEncoder] says why). Immutable.
///
/// Two neighbours are looked at without encoding them. Each token is a tree of merges; the symbols
/// that have stood at its right edge are the token itself, its right part, that one's right part,
/// and so on, each from the rank of its own merge to the rank of the one above it. A merge across
/// the border happens if a symbol of the left token's right edge and one of the right token's left
/// edge have a merge whose rank comes while both stand there. Of equal ranks the left merge comes
/// first.
///
/// That holds where every merge comes after those that make its parts, and no token has two merges:
/// for what [BpeTrainer] and others learn in one pass, but not for any list of merges.
final class TokenPairs {
  private final MergeTable merges;
  private final byte[] lengths; // of tokens; 127 stands for more, too
  private final int[] rank; // of the merge that makes a token; -1 for bytes
  private final int[] left;
  private final int[] right;
  private final int[] shorter;
  private final TokenTrie trie;

  TokenPairs(BpeModel model, MergeTable merges) {
    this.merges = merges;
    byte[][] pieces = model.pieces();
    lengths = new byte[pieces.length];
    for (int token = 0; token < pieces.length; token++) {
      lengths[token] = (byte) Math.min(Byte.MAX_VALUE, pieces[token].length);
    }
    rank = new int[pieces.length];
    left = new int[pieces.length];
    right = new int[pieces.length];
    shorter = new int[pieces.length];
    Arrays.fill(rank, -1);
    Arrays.fill(shorter, -1);
    for (int r = 0; r < model.mergeLeft().length; r++) {
      int token = model.mergeResult()[r];
      rank[token] = r;
      left[token] = model.mergeLeft()[r];
      right[token] = model.mergeRight()[r];
    }
    boolean[] reachable = new boolean[pieces.length];
    for (int id : merges.idOfByte()) {
      reachable[id] = true;
    }
    for (int token : model.mergeResult()) { // in order of ranks: parts before what is made of them
      reachable[token] =
          reachable[left[token]]
              && reachable[right[token]]
              && areApart(left[token], right[token], rank[token]);
    }
    trie = new TokenTrie(pieces, IntStream.range(0, pieces.length).filter(id -> reachable[id]));
    for (int token : model.mergeResult()) {
      shorter[token] = trie.longest(pieces[token], 0, pieces[token].length - 1);
    }
  }

  /// Whether the merges are such that this class is exact.
  static boolean suit(BpeModel model) {
    boolean[] made = new boolean[model.size()];
    for (int id : model.idOfByte()) {
      if (id < 0) {
        return false;
      }
      made[id] = true;
    }
    for (int r = 0; r < model.mergeLeft().length; r++) {
      int token = model.mergeResult()[r];
      if (made[token] || !made[model.mergeLeft()[r]] || !made[model.mergeRight()[r]]) {
        return false;
      }
      made[token] = true;
    }
    return true;
  }

  /// Whether two tokens may be neighbours.
  boolean areApart(int a, int b) {
    return merges.rank(a, b) == MergeTable.NONE && areApart(a, b, MergeTable.NONE);
  }

  /// Whether no merge crosses the border before a rank. From the tokens back to their bytes: what
  /// was made last is taken apart first.
  private boolean areApart(int a, int b, int before) {
    int x = a;
    int y = b;
    int endX = before;
    int endY = before;
    while (true) {
      int crossing = merges.rank(x, y);
      if (crossing < endX && crossing <= endY && crossing < before) {
        return false;
      }
      if (rank[x] > rank[y]) {
        endX = rank[x];
        x = right[x];
      } else if (rank[y] >= 0) {
        endY = rank[y];
        y = left[y];
      } else {
        return true;
      }
    }
  }

  /// The longest token with which a range begins; a byte at least.
  int longest(byte[] text, int from, int to) {
    return trie.longest(text, from, to);
  }

  /// The next shorter token with the same beginning, or -1.
  int shorter(int token) {
    return shorter[token];
  }

  /// Bytes of a token; of one longer than 127, some number above 126.
  int length(int token) {
    return lengths[token];
  }
}
