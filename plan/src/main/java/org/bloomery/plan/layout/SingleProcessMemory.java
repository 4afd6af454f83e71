package org.bloomery.plan.layout;

import java.util.List;
import org.bloomery.plan.shape.Recompute;
import org.bloomery.plan.shape.Shape;
import org.jspecify.annotations.Nullable;

/// Memory of this project's own trainer in one process, by [MemoryEstimate].
///
/// @param bytesPerNumber 2 for bf16, 4 for fp32, 8 for fp64
/// @param logitRows rows of the output layer that exist at once
/// @param measured what a sweep of this machine says; absent: margins stand in for it
public record SingleProcessMemory(
    int bytesPerNumber, int logitRows, @Nullable MemoryFactors measured) implements MemoryModel {

  @Override
  public LayoutMemory of(Shape shape, Layout layout) {
    MemoryEstimate estimate = estimate(shape, layout);
    StageMemory stage =
        new StageMemory(0, estimate.state(), 0, estimate.activations(), 0, estimate.logits());
    MemoryFactors factors = measured;
    if (factors == null) {
      return new LayoutMemory(
          estimate.low(),
          (estimate.low() + estimate.high()) / 2,
          estimate.high(),
          0,
          List.of(stage),
          source());
    }
    double middle = factors.bytes(estimate);
    return new LayoutMemory(
        Math.max(0, middle - factors.halfBandBytes()),
        middle,
        middle + factors.halfBandBytes(),
        0,
        List.of(stage),
        source());
  }

  /// Where factors or margins come from.
  public String source() {
    return measured == null ? MemoryEstimate.SOURCE : measured.source();
  }

  /// The parts, by formula.
  public MemoryEstimate estimate(Shape shape, Layout layout) {
    if (layout.devices() != 1) {
      throw new IllegalArgumentException(
          layout.label() + " takes " + layout.devices() + " processes; this is the memory of one");
    }
    return MemoryEstimate.of(
        shape,
        layout.microBatch(),
        bytesPerNumber,
        layout.recompute() != Recompute.NONE,
        Math.min(logitRows, layout.microBatch() * shape.context()));
  }
}
