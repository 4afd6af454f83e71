package org.bloomery.train.schedule;

/// Linear warm-up from zero to `peak`, then half a cosine down to `floor`, then constant; by
/// samples.
///
/// The curve is BLOOM's (Le Scao et al. 2022, table 3: peak 6e-5, floor 6e-6). A step takes the
/// rate at the sample count that it ends with, so no step is spent at rate zero.
public record LearningRate(double peak, double floor, long warmupSamples, long decaySamples) {

  public LearningRate {
    if (!(floor <= peak) || warmupSamples < 0 || decaySamples < warmupSamples) {
      throw new IllegalArgumentException(
          "a schedule needs floor ≤ peak and warm-up ≤ decay, but has %s ≤ %s and %d ≤ %d"
              .formatted(floor, peak, warmupSamples, decaySamples));
    }
  }

  /// The rate when `samples` have been read, those of the present step included.
  public double at(long samples) {
    if (samples < warmupSamples) {
      return peak * samples / warmupSamples;
    }
    if (samples >= decaySamples) {
      return floor;
    }
    double passed = (double) (samples - warmupSamples) / (decaySamples - warmupSamples);
    // StrictMath: the same bits on every machine, which the weights' digests rest on.
    return floor + (peak - floor) * 0.5 * (1 + StrictMath.cos(Math.PI * passed));
  }
}
