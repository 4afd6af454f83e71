package org.bloomery.artifact.run.study;

import org.bloomery.artifact.Require;
import org.jspecify.annotations.Nullable;

/// A measured step of some shape, in the batch and sequence of the run file, which the study sets
/// beside its own prediction.
///
/// @param tensor devices that shared each matrix
/// @param pipeline stages
/// @param microBatch sequences that passed a stage together
/// @param secondsPerIteration of one optimiser step
/// @param memoryGigabytes of the fullest device, in units of 2^30 bytes; absent: not measured
/// @param source where the figures were published
public record ObservedSettings(
    int layers,
    int hidden,
    int heads,
    int tensor,
    int pipeline,
    int microBatch,
    double secondsPerIteration,
    @Nullable Double memoryGigabytes,
    String source) {
  public ObservedSettings {
    Require.positive("layers", layers);
    Require.positive("heads", heads);
    Require.that(
        hidden > 0 && heads > 0 && hidden % heads == 0,
        "hidden = " + hidden + " is not a multiple of heads = " + heads);
    Require.positive("tensor", tensor);
    Require.positive("pipeline", pipeline);
    Require.positive("microBatch", microBatch);
    Require.positive("secondsPerIteration", secondsPerIteration);
    Require.positive("memoryGigabytes", memoryGigabytes);
    Require.that(!source.isBlank(), "source = \"\": say where the figures come from");
  }
}
