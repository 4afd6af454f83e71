package org.bloomery.plan.shape;

/// What backward runs again because forward did not keep it.
public enum Recompute {
  /// Everything is kept.
  NONE(3, 3),
  /// Scores, softmax and context of attention (Korthikanti et al. 2022, §5).
  SELECTIVE(3, 4),
  /// Every block; only block inputs are kept (Chen et al. 2016). BLOOM was trained so.
  FULL(4, 4);

  private final int forwardEquivalents;
  private final int attentionEquivalents;

  Recompute(int forwardEquivalents, int attentionEquivalents) {
    this.forwardEquivalents = forwardEquivalents;
    this.attentionEquivalents = attentionEquivalents;
  }

  /// Forward and backward in units of a forward pass of a block's weights; backward counts 2.
  public int forwardEquivalents() {
    return forwardEquivalents;
  }

  /// The same for the part between queries and values.
  public int attentionEquivalents() {
    return attentionEquivalents;
  }
}
