package org.bloomery.tokenize.encode;

/// Encodes a long piece block by block, in time linear in its length, with the ids of the whole.
///
/// Why that is exact, for any list of merges: let A and B be texts with the ids a1…am and b1…bn.
/// The ids of AB are a1…am b1…bn if and only if the text of the two neighbours am b1 alone gives am
/// b1. For as long as no merge crosses the border, what happens within the neighbours depends on
/// nothing outside of them, and happens in the same order as if they were alone (smallest rank
/// first, the leftmost of equals). The first merge to cross the border of A and B would therefore
/// cross it in the neighbours alone too; and the other way round. So each block is encoded alone,
/// and one look at the border says whether it may be appended. If not, the last tokens are taken
/// back and encoded with the block: one, then two, four, … more, until the border holds.
///
/// That a border holds where the ids of the prefix end in a valid pair was observed for consistent
/// vocabularies by the authors of the `bpe` crate (github/rust-gems), who go token by token.
///
/// How far a block can reach back is a matter of the vocabulary, not of the text's length: within
/// one merge an influence goes left by one symbol at most, since equals are merged from the left.
final class LongPieceEncoder {
  static final int BLOCK = 1024;

  private final PieceEncoder pieces;
  private final MergeTable merges;
  private final int[] lengthOfId;
  private final IdBuffer block = new IdBuffer();
  private final IdBuffer pair = new IdBuffer();

  LongPieceEncoder(PieceEncoder pieces, MergeTable merges) {
    this.pieces = pieces;
    this.merges = merges;
    this.lengthOfId = merges.lengthOfId();
  }

  void encode(byte[] text, int from, int to, IdBuffer out) {
    int first = out.size();
    for (int at = from; at < to; ) {
      int end = blockEnd(text, at, to);
      append(text, at, end, first, out);
      at = end;
    }
  }

  /// Blocks end between characters, where tokens like to end.
  private static int blockEnd(byte[] text, int from, int to) {
    if (to - from <= BLOCK) {
      return to;
    }
    int end = from + BLOCK;
    while (end > from + BLOCK - 4 && (text[end] & 0xC0) == 0x80) {
      end--;
    }
    return end;
  }

  private void append(byte[] text, int from, int to, int first, IdBuffer out) {
    int start = from;
    int back = 1;
    while (true) {
      block.clear();
      pieces.encodeAtOnce(text, start, to, block);
      if (out.size() == first || holds(text, out.get(out.size() - 1), start, block.get(0))) {
        out.addAll(block);
        return;
      }
      for (int i = 0; i < back && out.size() > first; i++) {
        start -= lengthOfId[out.get(out.size() - 1)];
        out.setSize(out.size() - 1);
      }
      back *= 2;
    }
  }

  /// Whether two neighbours alone give themselves.
  private boolean holds(byte[] text, int left, int border, int right) {
    if (merges.rank(left, right) != MergeTable.NONE) {
      return false;
    }
    pair.clear();
    pieces.encodeAtOnce(text, border - lengthOfId[left], border + lengthOfId[right], pair);
    return pair.size() == 2 && pair.get(0) == left;
  }
}
