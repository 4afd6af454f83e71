package org.bloomery.plan.schedule;

import org.bloomery.artifact.RunFileException;

/// The simple noise scale from squared gradient norms at two batch sizes (McCandlish et al. 2018,
/// appendix A.1). Both estimates are unbiased, their quotient is not: average each over many steps
/// before dividing.
///
/// @param gradientSquared |G|², of the gradient without noise
/// @param noise S, the trace of one sample's covariance
public record NoiseScale(double gradientSquared, double noise) {
  /// Solves E|g_B|² = |G|² + S/B at both batches.
  ///
  /// @param smallBatch samples or tokens of the smaller batch
  /// @param smallNormSquared squared norm of its gradient, averaged
  /// @param largeBatch of the larger
  /// @param largeNormSquared squared norm of its gradient, averaged
  public static NoiseScale of(
      double smallBatch, double smallNormSquared, double largeBatch, double largeNormSquared) {
    if (!(0 < smallBatch && smallBatch < largeBatch)) {
      throw new RunFileException(
          "batches of "
              + smallBatch
              + " and "
              + largeBatch
              + " give no noise scale; the first must be smaller");
    }
    double gradient =
        (largeBatch * largeNormSquared - smallBatch * smallNormSquared) / (largeBatch - smallBatch);
    double noise = (smallNormSquared - largeNormSquared) / (1 / smallBatch - 1 / largeBatch);
    return new NoiseScale(gradient, noise);
  }

  /// The average of both estimates with a later one, each on its own.
  ///
  /// @param decay weight of what was there, such as 0.99
  public NoiseScale with(NoiseScale later, double decay) {
    return new NoiseScale(
        decay * gradientSquared + (1 - decay) * later.gradientSquared,
        decay * noise + (1 - decay) * later.noise);
  }

  /// The batch at which noise and signal are equal, in the unit of the batches.
  public double batch() {
    return noise / gradientSquared;
  }
}
