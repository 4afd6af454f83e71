package org.bloomery.plan.layout;

/// Bytes on one device of one pipeline stage, before what allocator and runtime add.
///
/// @param stage counted from the embedding
/// @param stateBytes weights, gradients and optimiser between steps
/// @param stepBytes what a step of the optimiser adds
/// @param activationBytes what forward keeps for all micro-batches in flight
/// @param workingBytes the block that backward computes again
/// @param logitBytes of the output layer; in the last stage only
public record StageMemory(
    int stage,
    double stateBytes,
    double stepBytes,
    double activationBytes,
    double workingBytes,
    double logitBytes) {

  public double totalBytes() {
    return stateBytes + stepBytes + activationBytes + workingBytes + logitBytes;
  }
}
