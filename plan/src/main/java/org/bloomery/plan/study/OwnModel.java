package org.bloomery.plan.study;

import java.nio.file.Path;
import org.bloomery.artifact.pipeline.Schedule;
import org.bloomery.artifact.run.LayoutSettings;
import org.bloomery.artifact.run.ModelSettings;
import org.bloomery.artifact.run.Precision;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.TrainSettings;
import org.bloomery.artifact.run.study.LayoutSearchSettings;
import org.bloomery.plan.figure.Assumptions;
import org.bloomery.plan.layout.Cluster;
import org.bloomery.plan.layout.Layout;
import org.bloomery.plan.layout.MemoryEstimate;
import org.bloomery.plan.layout.Sharding;
import org.bloomery.plan.layout.SingleProcessMemory;
import org.bloomery.plan.layout.calibration.SweepCalibration;
import org.bloomery.plan.shape.Recompute;
import org.bloomery.plan.shape.Shape;
import org.jspecify.annotations.Nullable;

/// The run file's own choice in the words of the planner's parts.
public final class OwnModel {
  private OwnModel() {}

  /// The run's model, with the padded vocabulary.
  public static Shape shape(Run run) {
    ModelSettings model = run.model();
    return new Shape(
        model.layers(),
        model.hidden(),
        model.heads(),
        model.paddedVocabulary(run.tokenize().vocabularySize()),
        model.sequence());
  }

  /// What the run's sweep says of this machine; absent where the run file names none.
  public static @Nullable SweepCalibration sweep(Run run, Assumptions assumed) {
    Path file = run.plan().sweep();
    if (file == null) {
      return null;
    }
    LayoutSearchSettings layout = run.plan().layout();
    Integer stated = layout == null ? null : layout.microBatch();
    TrainSettings train = run.train();
    return SweepCalibration.of(
        file,
        train.precision().resolved(),
        train.resolvedWorkers(stated == null ? train.microBatch() : stated),
        memory(run),
        assumed.of(Cluster.HOST_MEMORY_BYTES_PER_SECOND));
  }

  /// Memory of one process by formula, with margins.
  public static SingleProcessMemory memory(Run run) {
    return new SingleProcessMemory(bytesPerNumber(run), MemoryEstimate.LOGIT_ROWS, null);
  }

  /// The run's layout; one process where it states none.
  static Layout layout(Run run) {
    LayoutSettings stated = run.train().layout();
    LayoutSettings layout = stated == null ? LayoutSettings.SINGLE : stated;
    return new Layout(
        layout.tensor(),
        layout.pipeline(),
        layout.data(),
        run.train().microBatch(),
        run.train().batch(),
        sharding(layout.zero(), run),
        Schedule.of(layout.schedule()),
        recompute(run.train().recompute()),
        Boolean.TRUE.equals(layout.sequenceParallel()),
        true);
  }

  /// One process, whatever the run's layout.
  public static Layout single(Run run, boolean recompute) {
    return new Layout(
        1,
        1,
        1,
        run.train().microBatch(),
        run.train().batch(),
        Sharding.ZERO_0,
        Schedule.ONE_FORWARD_ONE_BACKWARD,
        recompute(recompute),
        false,
        true);
  }

  static Recompute recompute(boolean blocks) {
    return blocks ? Recompute.FULL : Recompute.NONE;
  }

  /// In bf16, optimiser states are shared by a sharding that adds gradients in fp32.
  static Sharding sharding(int zero, Run run) {
    boolean bf16 = run.train().precision().resolved() == Precision.BF16;
    return switch (zero) {
      case 0 -> Sharding.ZERO_0;
      case 1 -> bf16 ? Sharding.BF16_OPTIMIZER : Sharding.ZERO_1;
      case 2 -> Sharding.ZERO_2;
      default -> Sharding.ZERO_3;
    };
  }

  static int zero(Sharding sharding) {
    return switch (sharding) {
      case ZERO_0 -> 0;
      case ZERO_1, BF16_OPTIMIZER -> 1;
      case ZERO_2 -> 2;
      case ZERO_3 -> 3;
    };
  }

  static int bytesPerNumber(Run run) {
    return switch (run.train().precision().resolved()) {
      case BF16, FP16 -> 2;
      case FP64 -> 8;
      case FP32, AUTO -> 4;
    };
  }
}
