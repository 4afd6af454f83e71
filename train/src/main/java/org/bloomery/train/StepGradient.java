package org.bloomery.train;

import java.util.ArrayList;
import java.util.List;
import org.bloomery.train.RunLogs.StepLine;
import org.bloomery.train.data.Samples;
import org.bloomery.train.gauge.Diagnostics;

/// The gradient of one optimiser step: its samples are read by number, the gradients of its
/// micro-batches added up and clipped. Nothing is updated here.
final class StepGradient {
  private final TrainingPlan plan;
  private final Learner learner;
  private final Samples samples;
  private final Diagnostics diagnostics;
  private final Runnable beat;

  /// @param beat told after every micro-batch
  StepGradient(
      TrainingPlan plan, Learner learner, Samples samples, Diagnostics diagnostics, Runnable beat) {
    this.plan = plan;
    this.learner = learner;
    this.samples = samples;
    this.diagnostics = diagnostics;
    this.beat = beat;
  }

  /// Leaves the clipped mean gradient of the `number`-th step, from 1, in the learner's buffers.
  ///
  /// @param lossScale factor of the gradient while it is computed
  /// @return what was found, perhaps numbers that are not finite
  StepLine compute(long number, double lossScale) {
    long first = plan.samples(number - 1);
    int microBatches = plan.portions().batch(number) / plan.microBatch();
    List<MicroBatch> batches = new ArrayList<>();
    for (int m = 0; m < microBatches; m++) {
      batches.add(read(number, first + (long) m * plan.microBatch()));
    }
    double loss =
        learner.addGradients(
            batches,
            lossScale,
            m -> {
              if (m == 0) {
                diagnostics.first(lossScale / microBatches, microBatches == 1);
              }
              beat.run();
            });
    if (lossScale != 1) {
      learner.scaleGradient(1 / lossScale);
    }
    diagnostics.complete(number, plan.evaluatesAfter(number));
    double norm = Double.isFinite(loss) ? learner.clipGradient(plan.clip()) : Double.NaN;
    double rate = plan.learningRate().at(plan.samples(number));
    return new StepLine(number, plan.samples(number), plan.tokens(number), loss, norm, rate, null);
  }

  private MicroBatch read(long number, long firstSample) {
    long start = learner.profile().start();
    int length = plan.portions().length(number);
    int[] whole = new int[plan.sequence() + 1];
    int[] tokens = new int[plan.microBatch() * (length + 1)];
    for (int r = 0; r < plan.microBatch(); r++) {
      samples.read(firstSample + r, whole, 0);
      System.arraycopy(whole, 0, tokens, r * (length + 1), length + 1);
    }
    learner.profile().add("data", start);
    return new MicroBatch(tokens, plan.microBatch(), length, number - 1, firstSample);
  }
}
