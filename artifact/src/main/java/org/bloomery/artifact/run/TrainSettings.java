package org.bloomery.artifact.run;

/// How the model is trained.
///
/// @param precision of the arithmetic
/// @param tokens training tokens
/// @param microBatch sequences computed together
/// @param batch sequences an optimiser step
/// @param learningRate at the end of the warm-up
/// @param minimumLearningRate at the end of the cosine decay
/// @param warmUpSamples sequences until the learning rate is reached
/// @param weightDecay of the matrices; biases and norms do not decay
/// @param clip largest norm of the gradient
/// @param recompute compute activations again in the backward pass instead of keeping them
/// @param checkpointEverySteps optimiser steps between checkpoints
/// @param evaluateEverySteps optimiser steps between held-out losses
public record TrainSettings(
    Precision precision,
    long tokens,
    int microBatch,
    int batch,
    double learningRate,
    double minimumLearningRate,
    long warmUpSamples,
    double beta1,
    double beta2,
    double epsilon,
    double weightDecay,
    double clip,
    boolean recompute,
    int checkpointEverySteps,
    int evaluateEverySteps) {}
