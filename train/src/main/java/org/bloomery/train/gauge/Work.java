package org.bloomery.train.gauge;

/// How the work of a learner is counted.
///
/// @param modelFlopsPerToken operations that the model asks for
/// @param deviceFlopsPerToken operations that the machine does, recomputation included
/// @param bodyParameters parameters but for the token embeddings, by which scaling laws count work
/// @param matrixFlopsPerSecond the rate at which this machine multiplies matrices
///   ([org.bloomery.tensor.MatrixRate]); not a number where it was not measured
/// @param ranks that do it together
/// @param replicas among them
public record Work(
    double modelFlopsPerToken,
    double deviceFlopsPerToken,
    long bodyParameters,
    double matrixFlopsPerSecond,
    int ranks,
    int replicas) {}
