package org.bloomery.artifact.pipeline;

import java.util.Collections;
import java.util.List;

/// What each stage of a pipeline has to do in one step.
///
/// @param forwardSeconds of one micro-batch in each stage, over all its chunks
/// @param backwardSeconds the same backward
/// @param sendSeconds of one message between neighbouring stages, which computes on meanwhile
/// @param microBatches of one step
public record PipelineWork(
    List<Double> forwardSeconds,
    List<Double> backwardSeconds,
    double sendSeconds,
    int microBatches) {
  public PipelineWork {
    forwardSeconds = List.copyOf(forwardSeconds);
    backwardSeconds = List.copyOf(backwardSeconds);
    if (forwardSeconds.isEmpty()
        || forwardSeconds.size() != backwardSeconds.size()
        || microBatches < 1) {
      throw new IllegalArgumentException(
          forwardSeconds.size()
              + " forward and "
              + backwardSeconds.size()
              + " backward times for "
              + microBatches
              + " micro-batches");
    }
  }

  /// Stages of equal speed.
  public static PipelineWork even(
      int stages, double forwardSeconds, double backwardSeconds, int microBatches) {
    return new PipelineWork(
        Collections.nCopies(stages, forwardSeconds),
        Collections.nCopies(stages, backwardSeconds),
        0,
        microBatches);
  }

  public int stages() {
    return forwardSeconds.size();
  }

  /// Seconds of computing of the slowest stage: no schedule can be faster.
  public double idealSeconds() {
    double most = 0;
    for (int stage = 0; stage < stages(); stage++) {
      most = Math.max(most, forwardSeconds.get(stage) + backwardSeconds.get(stage));
    }
    return most * microBatches;
  }
}
