package org.bloomery.tokenize.encode;

import java.util.Arrays;

/// Finds the id of a piece that is a whole entry of the vocabulary. Immutable.
public final class PieceTable {
  private static final int PRIME = 0x01000193; // FNV-1a

  private final byte[][] pieces;
  private final int[] slots; // id plus one
  private final int longest;

  /// @param pieces the bytes of each id; an empty entry is never found
  public PieceTable(byte[][] pieces) {
    this.pieces = pieces;
    slots = new int[Integer.highestOneBit(Math.max(8, pieces.length)) * 4];
    int most = 0;
    for (int id = 0; id < pieces.length; id++) {
      if (pieces[id].length > 0) {
        int slot = hash(pieces[id], 0, pieces[id].length) & (slots.length - 1);
        while (slots[slot] != 0) {
          slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = id + 1;
        most = Math.max(most, pieces[id].length);
      }
    }
    longest = most;
  }

  /// The id of a piece, or -1.
  public int find(byte[] text, int from, int to) {
    if (to - from > longest) {
      return -1;
    }
    int slot = hash(text, from, to) & (slots.length - 1);
    while (slots[slot] != 0) {
      byte[] piece = pieces[slots[slot] - 1];
      if (Arrays.equals(piece, 0, piece.length, text, from, to)) {
        return slots[slot] - 1;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return -1;
  }

  private static int hash(byte[] text, int from, int to) {
    int hash = 0x811C9DC5;
    for (int i = from; i < to; i++) {
      hash = (hash ^ text[i]) * PRIME;
    }
    return hash ^ (hash >>> 15);
  }
}
