package org.bloomery.plan.layout;

/// What backward computes again instead of keeping (Korthikanti et al. 2022, §5).
public enum Recompute {
  NONE(3, 3, 8),
  /// The attention's scores and softmax only.
  SELECTIVE(3, 4, 8),
  /// Every block's forward pass: only block inputs are kept.
  FULL(4, 4, 12);

  private final int forwardEquivalents;
  private final int attentionEquivalents;
  private final int tensorVolume;

  Recompute(int forwardEquivalents, int attentionEquivalents, int tensorVolume) {
    this.forwardEquivalents = forwardEquivalents;
    this.attentionEquivalents = attentionEquivalents;
    this.tensorVolume = tensorVolume;
  }

  /// Forward and backward in units of a forward pass of a block's weights; backward counts 2.
  int forwardEquivalents() {
    return forwardEquivalents;
  }

  /// The same for the part between queries and values.
  int attentionEquivalents() {
    return attentionEquivalents;
  }

  /// Multiples of bsh(t−1)/t numbers that tensor parallelism sends per block and micro-batch: two
  /// all-reduces forward and two backward of 2(t−1)/t each, and two more where forward runs again
  /// (Narayanan et al. 2021, §3.3.1).
  int tensorVolume() {
    return tensorVolume;
  }
}
