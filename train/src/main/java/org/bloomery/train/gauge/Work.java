package org.bloomery.train.gauge;

/// How the work of a learner is counted.
///
/// @param modelFlopsPerToken operations that the model asks for
/// @param deviceFlopsPerToken operations that the machine does, recomputation included
/// @param matrixFlopsPerSecond the rate at which this machine multiplies matrices ([MatrixRate]);
///   not a number where it was not measured
public record Work(
    double modelFlopsPerToken, double deviceFlopsPerToken, double matrixFlopsPerSecond) {}
