package org.bloomery.plan.layout;

import org.bloomery.plan.shape.Recompute;
import org.bloomery.plan.shape.Shape;

/// Bytes that forward keeps for backward, in 16-bit training with dropout and without fused
/// attention (Korthikanti et al. 2022, table 2).
public final class Activations {
  public static final String SOURCE = "Korthikanti et al. 2022, table 2";

  private Activations() {}

  /// One block, one micro-batch, one device.
  ///
  /// | kept | without sequence parallelism | with |
  /// |---|---|---|
  /// | all | sbh(10 + 24/t + 5as/ht) | sbh(34 + 5as/h)/t |
  /// | all but attention | sbh(10 + 24/t) | 34sbh/t |
  /// | inputs | 2sbh | 2sbh |
  public static double perBlock(
      Shape shape, int microBatch, int tensor, boolean sequenceParallel, Recompute recompute) {
    double s = shape.context();
    double h = shape.hidden();
    double t = tensor;
    double sbh = s * microBatch * h;
    double attention = 5 * shape.heads() * s / h;
    double outside = sequenceParallel ? 10 / t : 10; // LayerNorms, dropouts and their inputs
    return switch (recompute) {
      case NONE -> sbh * (outside + (24 + attention) / t);
      case SELECTIVE -> sbh * (outside + 24 / t);
      case FULL -> 2 * sbh;
    };
  }

  /// What the one block takes that backward is working on: all of it has been computed again.
  public static double working(
      Shape shape, int microBatch, int tensor, boolean sequenceParallel, Recompute recompute) {
    double all = perBlock(shape, microBatch, tensor, sequenceParallel, Recompute.NONE);
    return switch (recompute) {
      case NONE -> 0;
      case SELECTIVE ->
          all - perBlock(shape, microBatch, tensor, sequenceParallel, Recompute.SELECTIVE);
      case FULL -> all;
    };
  }

  /// The output layer's logits: 2 bytes as computed, 4 for the loss in fp32.
  public static double logits(Shape shape, int microBatch, int tensor) {
    return 6.0 * shape.context() * microBatch * shape.vocabulary() / tensor;
  }
}
