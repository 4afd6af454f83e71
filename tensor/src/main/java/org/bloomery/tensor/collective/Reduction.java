package org.bloomery.tensor.collective;

import org.bytedeco.pytorch.ReduceOp.RedOpType;

/// How values of several ranks become one.
public enum Reduction {
  SUM(RedOpType.SUM),
  MAXIMUM(RedOpType.MAX);

  private final RedOpType type;

  Reduction(RedOpType type) {
    this.type = type;
  }

  RedOpType type() {
    return type;
  }
}
