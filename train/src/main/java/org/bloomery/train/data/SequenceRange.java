package org.bloomery.train.data;

/// Some of the sequences of a set, one after another: a split of it.
///
/// Megatron-LM shuffles the numbers of a split; shuffling counts from zero and adding the first
/// number gives the same order.
public record SequenceRange(TokenSet whole, int first, int documents) implements TokenSet {

  /// All but the last `share` of the sequences, rounded as Python's `round` does.
  public static SequenceRange before(TokenSet set, double share) {
    return new SequenceRange(set, 0, kept(set, share));
  }

  /// The last `share` of the sequences.
  public static SequenceRange last(TokenSet set, double share) {
    int kept = kept(set, share);
    return new SequenceRange(set, kept, set.documents() - kept);
  }

  private static int kept(TokenSet set, double share) {
    return (int) Math.rint((1 - share) * set.documents());
  }

  @Override
  public int length(int document) {
    return whole.length(first + document);
  }

  @Override
  public void read(int document, int offset, int count, int[] target, int position) {
    whole.read(first + document, offset, count, target, position);
  }

  @Override
  public void requireUnchanged() {
    whole.requireUnchanged();
  }
}
