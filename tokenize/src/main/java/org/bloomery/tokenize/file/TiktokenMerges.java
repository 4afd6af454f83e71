package org.bloomery.tokenize.file;

import java.util.Arrays;
import org.bloomery.tokenize.encode.BpeModel;
import org.bloomery.tokenize.encode.PieceTable;

/// Finds the merges behind a list of ranked tokens.
///
/// tiktoken joins, again and again, the two neighbours whose bytes together are the token of the
/// smallest rank, the leftmost of equals. For as long as nothing crosses the ends of a token, its
/// inside is joined in the same order whatever stands around it; so just before it is whole, it is
/// always the same two parts. These are found by joining each token alone: one merge a token, whose
/// order is the order of ranks, gives the ids of tiktoken for every text. A token that never comes
/// down to two parts has no merge: it is reached only as a whole piece.
final class TiktokenMerges {
  private final PieceTable table;

  private TiktokenMerges(byte[][] pieces) {
    this.table = new PieceTable(pieces);
  }

  static BpeModel model(byte[][] pieces) {
    TiktokenMerges merges = new TiktokenMerges(pieces);
    int[] left = new int[pieces.length];
    int[] right = new int[pieces.length];
    int[] result = new int[pieces.length];
    int n = 0;
    for (int rank = 0; rank < pieces.length; rank++) {
      int cut = merges.cut(pieces[rank]);
      if (cut > 0) {
        left[n] = merges.table.find(pieces[rank], 0, cut);
        right[n] = merges.table.find(pieces[rank], cut, pieces[rank].length);
        result[n++] = rank;
      }
    }
    return new BpeModel(
        pieces, Arrays.copyOf(left, n), Arrays.copyOf(right, n), Arrays.copyOf(result, n), true);
  }

  /// Where the last two parts of a token meet, or 0.
  private int cut(byte[] piece) {
    int[] starts = new int[piece.length + 1]; // of each part, and the end
    Arrays.setAll(starts, i -> i);
    int parts = piece.length;
    while (parts > 2) {
      int best = Integer.MAX_VALUE;
      int at = -1;
      for (int i = 0; i + 2 <= parts; i++) {
        int rank = table.find(piece, starts[i], starts[i + 2]);
        if (rank >= 0 && rank < best) {
          best = rank;
          at = i;
        }
      }
      if (at < 0) {
        return 0;
      }
      System.arraycopy(starts, at + 2, starts, at + 1, parts - at - 1);
      parts--;
    }
    return parts == 2 ? starts[1] : 0;
  }
}
