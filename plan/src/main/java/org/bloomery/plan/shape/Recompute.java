package org.bloomery.plan.shape;

/// What backward runs again because forward did not keep it.
public enum Recompute {
  /// Everything is kept.
  NONE,
  /// Scores, softmax and context of attention (Korthikanti et al. 2022, §5).
  SELECTIVE,
  /// Every block; only block inputs are kept (Chen et al. 2016). BLOOM was trained so.
  FULL
}
