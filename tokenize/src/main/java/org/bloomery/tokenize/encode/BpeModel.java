package org.bloomery.tokenize.encode;

import java.util.Arrays;

/// What byte-level BPE learns: the pieces by id, and the merges by rank.
///
/// Merge `r` joins the neighbours `mergeLeft[r]` and `mergeRight[r]` into `mergeResult[r]`; merges
/// of a smaller rank come first. Several merges may have one result. Arrays are not copied, and
/// nobody changes them.
public final class BpeModel {
  private final byte[][] pieces;
  private final int[] mergeLeft;
  private final int[] mergeRight;
  private final int[] mergeResult;
  private final boolean wholePiecesFirst;

  public BpeModel(byte[][] pieces, int[] mergeLeft, int[] mergeRight, int[] mergeResult) {
    this(pieces, mergeLeft, mergeRight, mergeResult, false);
  }

  public BpeModel(
      byte[][] pieces,
      int[] mergeLeft,
      int[] mergeRight,
      int[] mergeResult,
      boolean wholePiecesFirst) {
    this.pieces = pieces;
    this.mergeLeft = mergeLeft;
    this.mergeRight = mergeRight;
    this.mergeResult = mergeResult;
    this.wholePiecesFirst = wholePiecesFirst;
  }

  public int size() {
    return pieces.length;
  }

  /// The bytes of each id.
  public byte[][] pieces() {
    return pieces;
  }

  public int[] mergeLeft() {
    return mergeLeft;
  }

  public int[] mergeRight() {
    return mergeRight;
  }

  public int[] mergeResult() {
    return mergeResult;
  }

  /// Whether a piece that is an entry of the vocabulary becomes that entry without any merge
  /// (`ignore_merges` of Hugging Face tokenizers, and how tiktoken works).
  public boolean wholePiecesFirst() {
    return wholePiecesFirst;
  }

  /// The id of each of the 256 bytes, or -1 where the vocabulary has none.
  int[] idOfByte() {
    int[] ids = new int[256];
    Arrays.fill(ids, -1);
    for (int id = 0; id < pieces.length; id++) {
      if (pieces[id].length == 1) {
        ids[pieces[id][0] & 0xFF] = id;
      }
    }
    return ids;
  }
}
