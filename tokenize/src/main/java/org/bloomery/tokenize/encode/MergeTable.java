package org.bloomery.tokenize.encode;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Rank of each pair of neighbouring ids. One long holds a pair and its rank, so that a look-up
/// touches one cache line: 20 bits left id, 20 bits right id, 24 bits rank plus one.
public final class MergeTable {
  static final int NONE = Integer.MAX_VALUE;

  /// The largest vocabulary that fits.
  public static final int MAX_IDS = 1 << 20;

  /// The largest number of merges that fits.
  public static final int MAX_MERGES = (1 << 24) - 2;

  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final long[] table;
  private final int shift;

  /// One bit a hash, 32 for each merge or more: most look-ups find nothing, and end here.
  private final long[] filter;

  private final int[] result;
  private final int[] idOfByte;
  private final int[] lengthOfId;
  private final int[] rankOfBytes = new int[1 << 16];
  private final @Nullable TokenPairs pairs;

  public MergeTable(BpeModel model) {
    int merges = model.mergeLeft().length;
    int bits = Math.max(4, 33 - Integer.numberOfLeadingZeros(Math.max(1, merges)));
    table = new long[1 << bits];
    shift = 64 - bits;
    filter = new long[1 << (bits - 2)];
    result = model.mergeResult();
    for (int rank = 0; rank < merges; rank++) {
      put(model.mergeLeft()[rank], model.mergeRight()[rank], rank);
    }
    idOfByte = model.idOfByte();
    lengthOfId = Arrays.stream(model.pieces()).mapToInt(piece -> piece.length).toArray();
    for (int pair = 0; pair < rankOfBytes.length; pair++) {
      rankOfBytes[pair] = rank(idOfByte[pair >>> 8], idOfByte[pair & 0xFF]);
    }
    pairs = TokenPairs.suit(model) ? new TokenPairs(model, this) : null;
  }

  private void put(int left, int right, int rank) {
    long pair = ((long) left << 20) | right;
    long hash = pair * MIX;
    filter[(int) (hash >>> (shift + 2))] |= 1L << (hash >>> (shift - 4));
    int slot = (int) (hash >>> shift);
    while (table[slot] != 0 && table[slot] >>> 24 != pair) {
      slot = (slot + 1) & (table.length - 1);
    }
    table[slot] = (pair << 24) | (rank + 1);
  }

  /// The rank of the merge of two neighbours, or [#NONE].
  int rank(int left, int right) {
    long pair = ((long) left << 20) | right;
    long hash = pair * MIX;
    if ((filter[(int) (hash >>> (shift + 2))] & (1L << (hash >>> (shift - 4)))) == 0) {
      return NONE;
    }
    int slot = (int) (hash >>> shift);
    long entry;
    while ((entry = table[slot]) != 0) {
      if (entry >>> 24 == pair) {
        return (int) (entry & 0xFFFFFF) - 1;
      }
      slot = (slot + 1) & (table.length - 1);
    }
    return NONE;
  }

  /// Which tokens may be neighbours; null where that is not told by the trees of merges.
  @Nullable TokenPairs pairs() {
    return pairs;
  }

  int[] idOfByte() {
    return idOfByte;
  }

  /// The rank of the merge of two bytes, by left byte times 256 plus right byte.
  int[] rankOfBytes() {
    return rankOfBytes;
  }

  /// The bytes of each id.
  int[] lengthOfId() {
    return lengthOfId;
  }

  /// The id that a merge gives.
  int result(int rank) {
    return result[rank];
  }
}
