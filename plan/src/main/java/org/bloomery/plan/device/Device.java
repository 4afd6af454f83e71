package org.bloomery.plan.device;

import org.jspecify.annotations.Nullable;

/// One accelerator as a rank of a training job sees it, by its maker's figures.
///
/// Nothing here is reached in practice: what share of the peaks a run gets is an assumption of the
/// plan, or comes from measured rows.
///
/// @param key name in run files
/// @param label what a person reads
/// @param year when it was first sold; absent for a measured machine
/// @param memoryBytes the makers' "80 GB" are 80·2³⁰ bytes, of which a driver shows about 1% less
/// @param memoryBytesPerSecond peak, one direction at a time
/// @param matrixFlopsPerSecond peak of dense 16-bit matrix products summed in fp32, never the
///   figure "with sparsity"; for a measured machine what it reached in fp32
/// @param fp32FlopsPerSecond peak of fp32 products without rounded inputs
/// @param multiprocessors units that work on one output tile each; absent where tiles and waves do
///   not apply (TPUs, CPUs)
/// @param alignmentElements 16-bit elements that the dimensions of a matrix should be a multiple of
/// @param linkBytesPerSecond to the other devices of its node, peak, each way
/// @param allReduceBytesPerSecond measured bus bandwidth of large all-reduces within a node of
///   eight
/// @param boardWatts the most that the board draws for long, memory included
/// @param embodiedKilograms CO₂e of making it
/// @param source title of the document each figure is from
public record Device(
    String key,
    String label,
    @Nullable Integer year,
    long memoryBytes,
    @Nullable Double memoryBytesPerSecond,
    double matrixFlopsPerSecond,
    @Nullable Double fp32FlopsPerSecond,
    @Nullable Integer multiprocessors,
    int alignmentElements,
    @Nullable Double linkBytesPerSecond,
    @Nullable Double allReduceBytesPerSecond,
    @Nullable Double boardWatts,
    @Nullable Double embodiedKilograms,
    String source) {
  public Device {
    if (memoryBytes <= 0 || !(matrixFlopsPerSecond > 0) || alignmentElements <= 0) {
      throw new IllegalArgumentException(
          key + ": memory, speed and alignment must be stated and above zero");
    }
  }
}
