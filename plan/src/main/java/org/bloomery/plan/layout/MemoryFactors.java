package org.bloomery.plan.layout;

/// What measured rows say of a process's memory: factors on the parts of a [MemoryEstimate].
///
/// @param state on weights, gradients and optimiser
/// @param activations on what forward keeps
/// @param logits on the output layer's chunk
/// @param runtimeBytes added to them: JVM, libtorch and their allocators
/// @param halfBandBytes half of the band
/// @param source which rows they were fitted to
public record MemoryFactors(
    double state,
    double activations,
    double logits,
    double runtimeBytes,
    double halfBandBytes,
    String source) {

  /// The middle of the band.
  double bytes(MemoryEstimate estimate) {
    return state * estimate.state()
        + activations * estimate.activations()
        + logits * estimate.logits()
        + runtimeBytes;
  }
}
