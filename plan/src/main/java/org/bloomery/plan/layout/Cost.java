package org.bloomery.plan.layout;

/// The parts of a step's time. Each is an ideal number of seconds, known by formula, times a factor
/// that measured rows tell ([StepCosts]).
public enum Cost {
  MATRIX_PRODUCTS(0, "matrix products at the device's peak"),
  UNALIGNED_PRODUCTS(1, "the same, where a rank's share of the width is no multiple of 64"),
  TENSOR_LINK(2, "all-reduces of tensor parallelism at the link's speed"),
  LAUNCHES(3, "one second a block and micro-batch"),
  ATTENTION_MEMORY(4, "one pass over the attention scores at the memory's speed"),
  UNALIGNED_ATTENTION(5, "another pass, where a head's width is no multiple of 8"),
  PIPELINE_LINK(6, "activations and their gradients over stage boundaries at the link's speed"),
  ACCUMULATION(7, "adding to the gradients at the memory's speed"),
  DATA_LINK(8, "exchange between replicas at the link's speed, and their optimiser"),
  FIXED(9, "one second a step"),
  OPTIMISER(10, "one process: weights, gradients and moments once at the memory's speed");

  static final int COUNT = values().length;

  private final int column;
  private final String ideal;

  Cost(int column, String ideal) {
    this.column = column;
    this.ideal = ideal;
  }

  /// Its place in arrays of seconds and factors.
  public int column() {
    return column;
  }

  /// What one unit of it means.
  public String ideal() {
    return ideal;
  }
}
