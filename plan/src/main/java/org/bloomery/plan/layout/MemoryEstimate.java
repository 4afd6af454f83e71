package org.bloomery.plan.layout;

import org.bloomery.plan.shape.Shape;

/// Bytes that training on one device holds, by part.
///
/// Activations follow Korthikanti et al. 2022 ("Reducing Activation Recomputation in Large
/// Transformer Models", table 2): sbh(34 + 5as/h) a layer in 16 bits with dropout, of which 2sbh
/// and 3as²b belong to the dropout masks and outputs. Without dropout and with `e` bytes a number
/// that leaves e·(16sbh + as²b).
///
/// @param weights fp32 master weights, and the 16-bit copy that the passes read, if any
/// @param gradients fp32 gradients
/// @param optimiser AdamW's two moments in fp32
/// @param activations what forward keeps for backward
/// @param logits one chunk of rows of the output layer, in fp32, with its gradient
public record MemoryEstimate(
    double weights, double gradients, double optimiser, double activations, double logits) {

  /// The room that the JVM, libtorch and their allocators take beside the tensors.
  public static final double RUNTIME_BYTES = 0.75 * (1L << 30);

  /// Allocators keep more than is live: a margin of ours, not a measurement.
  public static final double ACTIVATION_SLACK = 1.25;

  /// Logit rows that exist at once: the trainer computes the loss in chunks of this many tokens at
  /// most.
  public static final int LOGIT_ROWS = 1024;

  /// Where the three come from, as a reader of the plan is told.
  public static final String MARGIN_SOURCE =
      "of this planner and its trainer: the runtime's room and the allocators' slack are margins,"
          + " not measurements; the trainer computes the loss in chunks of rows";

  public static final String SOURCE =
      "16 bytes a parameter as in Rajbhandari et al. 2020 (ZeRO), fp32 master and gradients;"
          + " activations by Korthikanti et al. 2022, table 2, without dropout";

  /// Estimates one device's memory from the shape and how a step is run.
  ///
  /// @param shape the model
  /// @param sequences sequences of one micro-batch
  /// @param bytesPerNumber 2 for bf16, 4 for fp32, 8 for fp64
  /// @param recompute whether only block inputs are kept and each block runs again in backward
  /// @param logitRows rows of the output layer that exist at once
  public static MemoryEstimate of(
      Shape shape, int sequences, int bytesPerNumber, boolean recompute, int logitRows) {
    double parameters = shape.parameters();
    double master = Math.max(4, bytesPerNumber);
    double shadow = bytesPerNumber == 2 ? 2 : 0;
    double block = blockActivations(shape, sequences, bytesPerNumber);
    double boundary = (double) shape.context() * sequences * shape.hidden() * bytesPerNumber;
    double activations =
        recompute ? shape.layers() * boundary + block : shape.layers() * block + boundary;
    return new MemoryEstimate(
        parameters * (master + shadow),
        parameters * master,
        parameters * 2 * master,
        activations,
        2.0 * logitRows * shape.vocabulary() * master);
  }

  static double blockActivations(Shape shape, int sequences, int bytesPerNumber) {
    double s = shape.context();
    double tokens = s * sequences;
    return bytesPerNumber * (16 * tokens * shape.hidden() + shape.heads() * s * tokens);
  }

  /// What stays from step to step.
  public double state() {
    return weights + gradients + optimiser;
  }

  /// The tensors alone: less than this cannot do.
  public double low() {
    return state() + activations + logits;
  }

  /// With the allocators' slack and the runtime itself.
  public double high() {
    return low() + (ACTIVATION_SLACK - 1) * activations + RUNTIME_BYTES;
  }
}
