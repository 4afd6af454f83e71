package org.bloomery.plan.layout;

import org.bloomery.plan.shape.Recompute;
import org.bloomery.plan.shape.Shape;
import org.bloomery.plan.shape.TrainingFlops;

/// Predicted time of one optimiser step.
///
/// @param seconds predicted
/// @param lowSeconds lower edge of the band
/// @param highSeconds upper edge
/// @param bubbleSeconds of waiting in the pipeline
/// @param bubbleToIdeal the same, divided by the time without it: (p − 1)/m for equal stages
/// @param tensorSeconds of all-reduces in the slowest stage
/// @param pipelineSeconds of sending between stages in the slowest stage
/// @param dataSeconds of the exchange between replicas
/// @param overlappableSeconds of the exchange, at most the last micro-batch's backward pass: what
///   an engine that sends gradients as they come could hide; the prediction does not take it off
/// @param tokensPerSecondPerDevice trained
/// @param modelFlopsPerSecondPerDevice without what is computed again
/// @param hardwareFlopsPerSecondPerDevice as the BLOOM logs count: with every block's forward pass
///   again where recompute is full
/// @param modelUtilisation the former divided by the device's peak
/// @param source where the efficiencies come from
public record StepTime(
    double seconds,
    double lowSeconds,
    double highSeconds,
    double bubbleSeconds,
    double bubbleToIdeal,
    double tensorSeconds,
    double pipelineSeconds,
    double dataSeconds,
    double overlappableSeconds,
    double tokensPerSecondPerDevice,
    double modelFlopsPerSecondPerDevice,
    double hardwareFlopsPerSecondPerDevice,
    double modelUtilisation,
    String source) {

  public static StepTime of(Shape shape, Layout layout, Cluster cluster, StepCosts costs) {
    StepWork work = StepWork.of(shape, layout, cluster);
    int slowest = work.slowestStage(costs);
    double pace = work.stageSeconds(costs, slowest);
    double ideal = work.microBatches() * pace;
    double seconds = costs.seconds(work.step(costs));
    double bubble = Math.max(0, seconds - work.onceSeconds(costs) - ideal); // rounding
    Communication sent = Communication.of(shape, layout, cluster);
    double data = sent.dataSeconds() * costs.factor(Cost.DATA_LINK);
    int m = work.microBatches();
    double tokens = (double) layout.globalBatch() * shape.context();
    double perDevice = tokens / seconds / layout.devices();
    double model = perDevice * TrainingFlops.perToken(shape);
    boolean again = layout.recompute() == Recompute.FULL;
    return new StepTime(
        seconds,
        seconds * (1 - costs.relativeError()),
        seconds * (1 + costs.relativeError()),
        bubble,
        bubble / ideal,
        m
            * Stages.of(shape, layout).blocks(slowest)
            * sent.tensorSecondsPerBlock()
            * costs.factor(Cost.TENSOR_LINK),
        m * 2 * sent.boundarySeconds() * costs.factor(Cost.PIPELINE_LINK),
        data,
        Math.min(data, pace * (1 - forwardShare(layout.recompute()))),
        perDevice,
        model,
        again ? perDevice * TrainingFlops.perTokenWithRecompute(shape) : model,
        model / cluster.peakFlopsPerSecond(),
        costs.source());
  }

  /// Forward's share of a micro-batch: backward costs twice as much, and forward again.
  static double forwardShare(Recompute recompute) {
    return 1.0 / recompute.forwardEquivalents();
  }

  public double communicationSeconds() {
    return tensorSeconds + pipelineSeconds + dataSeconds;
  }
}
