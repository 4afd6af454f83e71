package org.bloomery.plan.study;

import org.bloomery.artifact.pipeline.Schedule;
import org.bloomery.artifact.run.LayoutSettings;
import org.bloomery.artifact.run.ModelSettings;
import org.bloomery.artifact.run.Precision;
import org.bloomery.artifact.run.Run;
import org.bloomery.plan.layout.Layout;
import org.bloomery.plan.layout.Sharding;
import org.bloomery.plan.shape.Recompute;
import org.bloomery.plan.shape.Shape;

/// The run file's own choice in the words of the planner's parts.
public final class OwnModel {
  private OwnModel() {}

  /// The run's model, with the padded vocabulary.
  public static Shape shape(Run run) {
    ModelSettings model = run.model();
    int multiple = Math.max(1, model.vocabularyMultiple());
    int padded = Math.ceilDiv(run.tokenize().vocabularySize(), multiple) * multiple;
    return new Shape(model.layers(), model.hidden(), model.heads(), padded, model.sequence());
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
