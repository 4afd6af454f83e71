package org.bloomery.plan.layout;

import java.util.ArrayList;
import java.util.List;
import org.bloomery.artifact.pipeline.PipelineRun;
import org.bloomery.artifact.pipeline.PipelineSimulator;
import org.bloomery.artifact.pipeline.PipelineWork;
import org.bloomery.plan.shape.Shape;

/// A layout's pipeline, simulated pass by pass with its own uneven stages.
///
/// @param run the simulation
/// @param onceSeconds of the step outside the pipeline
/// @param stageSeconds of one micro-batch in each stage, forward and backward together
public record PipelinePlan(PipelineRun run, double onceSeconds, List<Double> stageSeconds) {
  public PipelinePlan {
    stageSeconds = List.copyOf(stageSeconds);
  }

  public static PipelinePlan of(Shape shape, Layout layout, Cluster cluster, StepCosts costs) {
    StepWork work = StepWork.of(shape, layout, cluster);
    double share = StepTime.forwardShare(layout.recompute());
    List<Double> stages = new ArrayList<>();
    List<Double> forward = new ArrayList<>();
    List<Double> backward = new ArrayList<>();
    for (int stage = 0; stage < work.stageCount(); stage++) {
      double seconds = work.stageSeconds(costs, stage);
      stages.add(seconds);
      forward.add(seconds * share);
      backward.add(seconds * (1 - share));
    }
    // Sending is part of the stages' seconds: the engine waits for it.
    PipelineWork passes = new PipelineWork(forward, backward, 0, work.microBatches());
    return new PipelinePlan(
        PipelineSimulator.run(passes, layout.schedule()), work.onceSeconds(costs), stages);
  }

  public double seconds() {
    return run.seconds() + onceSeconds;
  }
}
