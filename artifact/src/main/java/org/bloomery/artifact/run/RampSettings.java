package org.bloomery.artifact.run;

/// A batch that grows to `train.batch`, since early gradients agree and small batches learn more
/// from the same text.
///
/// @param start samples of the first steps
/// @param increment by how many samples the batch grows at a time
/// @param samples over which it grows
public record RampSettings(int start, int increment, long samples) {
  /// The sizes of all batches.
  ///
  /// @param batch samples of a step in the end
  public BatchRamp to(int batch) {
    return new BatchRamp(start, increment, samples, batch);
  }
}
