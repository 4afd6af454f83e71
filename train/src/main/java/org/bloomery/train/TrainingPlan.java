package org.bloomery.train;

import org.bloomery.artifact.run.SpikeSettings;
import org.bloomery.artifact.run.TrainSettings;
import org.bloomery.train.optim.LossScale;
import org.bloomery.train.schedule.LearningRate;
import org.bloomery.train.schedule.Portions;

/// How long and in what portions a model is trained: the settings, worked out.
///
/// @param portions samples and tokens of each step
/// @param microBatch samples computed together
/// @param sequence tokens predicted of a whole sample
/// @param clip largest gradient norm
/// @param precision resolved, for the record
/// @param settingsDigest what a checkpoint must have been made with to be gone on from
public record TrainingPlan(
    Portions portions,
    int microBatch,
    int sequence,
    LearningRate learningRate,
    double clip,
    int evaluateEverySteps,
    int checkpointEverySteps,
    int keepCheckpoints,
    int keepEverySteps,
    SpikeSettings spike,
    long seed,
    String precision,
    String settingsDigest) {

  /// The plan that reads at least `train.tokens`, in whole batches. The learning rate reaches its
  /// floor at the last step.
  public static TrainingPlan of(
      TrainSettings train, int sequence, long seed, String precision, String settingsDigest) {
    Portions portions = Portions.of(train.batches(), train.curriculum(), sequence, train.tokens());
    long decaySamples = portions.samples(portions.steps());
    return new TrainingPlan(
        portions,
        train.microBatch(),
        sequence,
        new LearningRate(
            train.learningRate(),
            train.minimumLearningRate(),
            Math.min(train.warmUpSamples(), decaySamples),
            decaySamples),
        train.clip(),
        train.evaluateEverySteps(),
        train.checkpointEverySteps(),
        train.keepCheckpoints(),
        train.keepEverySteps(),
        train.spike(),
        seed,
        precision,
        settingsDigest);
  }

  /// Where the scale of the loss begins: 16-bit floats have too little range for small gradients.
  LossScale lossScale() {
    return precision.equals("fp16") ? LossScale.START : LossScale.NONE;
  }

  /// Optimiser steps.
  public long steps() {
    return portions.steps();
  }

  /// Samples read after `step` steps.
  public long samples(long step) {
    return portions.samples(step);
  }

  /// Tokens predicted after `step` steps.
  public long tokens(long step) {
    return portions.tokens(step);
  }

  boolean evaluatesAfter(long step) {
    return step == steps() || step % evaluateEverySteps == 0;
  }

  boolean checkpointsAfter(long step) {
    return step == steps() || step % checkpointEverySteps == 0;
  }
}
