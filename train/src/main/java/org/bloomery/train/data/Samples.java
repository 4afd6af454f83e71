package org.bloomery.train.data;

/// Training samples addressed by number: sample `n` is always the same tokens.
public interface Samples {
  /// How many samples there are.
  long count();

  /// Tokens a sample holds: one more than the sequence length, since the last is only a target.
  int tokensPerSample();

  /// Refuses tokens that are no longer those that were opened: what was trained on would not be
  /// what the run's manifests promise.
  default void requireUnchanged() {}

  /// Writes the tokens of sample `number` (0 ≤ number < [#count]) to `target[position…]`.
  void read(long number, int[] target, int position);
}
