package org.bloomery.train.checkpoint;

import java.util.Map;
import org.bloomery.train.guard.SkippedSteps;
import org.bloomery.train.optim.LossScale;

/// What a checkpoint says besides tensors, in `state.json`.
///
/// @param step optimiser steps done
/// @param consumedSamples samples read, the position in the data
/// @param seed of the run
/// @param learningRate of the last step
/// @param groupSteps steps that each optimiser group has counted, for the bias correction
/// @param settingsDigest of the model and training settings; another run's checkpoint is refused
/// @param precision of the arithmetic, resolved
/// @param logBytes length of each log when the checkpoint was made; what follows is dropped at
///   resume
/// @param skipped steps that were or will be skipped
/// @param lossScale of the next step
public record TrainingState(
    long step,
    long consumedSamples,
    long seed,
    double learningRate,
    Map<String, Long> groupSteps,
    String settingsDigest,
    String precision,
    Map<String, Long> logBytes,
    SkippedSteps skipped,
    LossScale lossScale) {
  public static final String FILE = "state.json";
}
