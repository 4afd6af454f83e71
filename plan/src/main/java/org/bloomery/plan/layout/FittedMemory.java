package org.bloomery.plan.layout;

import java.util.ArrayList;
import java.util.List;
import org.bloomery.plan.shape.Shape;

/// Memory of a Megatron-DeepSpeed job: slack · (tensors of the fullest stage) + runtime ± band.
///
/// The tensors are counted by formula ([#stages]); slack (what the allocator keeps beyond live
/// tensors), runtime (context, communication buffers, kernels) and band are fitted to measured rows
/// by `MemoryCalibration`.
///
/// @param slack factor on the tensors
/// @param runtimeBytes added to them
/// @param halfBandBytes half of the band
/// @param source which rows they were fitted to
public record FittedMemory(double slack, double runtimeBytes, double halfBandBytes, String source)
    implements MemoryModel {

  @Override
  public LayoutMemory of(Shape shape, Layout layout) {
    List<StageMemory> stages = stages(shape, layout);
    int worst = 0;
    for (StageMemory stage : stages) {
      if (stage.totalBytes() > stages.get(worst).totalBytes()) {
        worst = stage.stage();
      }
    }
    double middle = slack * stages.get(worst).totalBytes() + runtimeBytes;
    return new LayoutMemory(
        Math.max(0, middle - halfBandBytes), middle, middle + halfBandBytes, worst, stages, source);
  }

  /// The tensors of each stage on one of its devices.
  public static List<StageMemory> stages(Shape shape, Layout layout) {
    Stages split = Stages.of(shape, layout);
    int b = layout.microBatch();
    int t = layout.tensor();
    boolean spread = layout.sequenceParallel();
    double kept = Activations.perBlock(shape, b, t, spread, layout.recompute());
    double working = Activations.working(shape, b, t, spread, layout.recompute());
    double bytes = layout.sharding().bytesPerParameter(layout.data());
    double stepBytes = layout.sharding().stepBytesPerParameter(layout.data());
    List<StageMemory> stages = new ArrayList<>();
    for (int stage = 0; stage < split.count(); stage++) {
      double parameters = split.parameters(stage) / t;
      double inFlight = layout.schedule().inFlight(stage, layout.pipeline(), layout.microBatches());
      stages.add(
          new StageMemory(
              stage,
              parameters * bytes,
              parameters * stepBytes,
              inFlight * split.blocks(stage) * kept,
              working,
              stage == split.count() - 1 ? Activations.logits(shape, b, t) : 0));
    }
    return stages;
  }
}
