package org.bloomery.plan.layout;

import java.util.List;
import org.bloomery.plan.shape.Recompute;
import org.bloomery.plan.shape.Shape;

/// Memory of this project's own trainer in one process, by [MemoryEstimate].
///
/// @param bytesPerNumber 2 for bf16, 4 for fp32, 8 for fp64
/// @param logitRows rows of the output layer that exist at once
public record SingleProcessMemory(int bytesPerNumber, int logitRows) implements MemoryModel {

  @Override
  public LayoutMemory of(Shape shape, Layout layout) {
    if (layout.devices() != 1) {
      throw new IllegalArgumentException(
          layout.label() + " takes " + layout.devices() + " processes; this is the memory of one");
    }
    boolean recompute = layout.recompute() != Recompute.NONE;
    int rows = Math.min(logitRows, layout.microBatch() * shape.context());
    MemoryEstimate estimate =
        MemoryEstimate.of(shape, layout.microBatch(), bytesPerNumber, recompute, rows);
    StageMemory stage =
        new StageMemory(
            0,
            estimate.weights() + estimate.gradients() + estimate.optimiser(),
            0,
            estimate.activations(),
            0,
            estimate.logits());
    return new LayoutMemory(
        estimate.low(),
        (estimate.low() + estimate.high()) / 2,
        estimate.high(),
        0,
        List.of(stage),
        MemoryEstimate.SOURCE);
  }
}
