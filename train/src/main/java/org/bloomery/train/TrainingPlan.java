package org.bloomery.train;

import org.bloomery.artifact.run.SpikeSettings;
import org.bloomery.artifact.run.TrainSettings;
import org.bloomery.train.optim.LossScale;
import org.bloomery.train.schedule.LearningRate;

/// How long and in what portions a model is trained: the settings, worked out.
///
/// @param steps optimiser steps
/// @param batch samples a step
/// @param microBatch samples computed together
/// @param sequence tokens predicted a sample
/// @param clip largest gradient norm
/// @param precision resolved, for the record
/// @param settingsDigest what a checkpoint must have been made with to be gone on from
public record TrainingPlan(
    long steps,
    int batch,
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
    long samples = Math.ceilDiv(train.tokens(), (long) sequence);
    long steps = Math.ceilDiv(samples, (long) train.batch());
    long decaySamples = steps * train.batch();
    return new TrainingPlan(
        steps,
        train.batch(),
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

  /// Samples read after `step` steps.
  public long samples(long step) {
    return step * batch;
  }

  /// Tokens predicted after `step` steps.
  public long tokens(long step) {
    return samples(step) * sequence;
  }

  boolean evaluatesAfter(long step) {
    return step == steps || step % evaluateEverySteps == 0;
  }

  boolean checkpointsAfter(long step) {
    return step == steps || step % checkpointEverySteps == 0;
  }
}
