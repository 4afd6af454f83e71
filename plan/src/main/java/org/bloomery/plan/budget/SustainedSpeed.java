package org.bloomery.plan.budget;

import org.bloomery.artifact.RunFileException;

/// Operations of the model that one accelerator gets done in a second of training. Work done twice
/// (recomputed activations) does not count.
///
/// @param flopsPerSecond model FLOP/s of one accelerator
/// @param low the least to expect
/// @param high the most to expect
/// @param source where it comes from
public record SustainedSpeed(double flopsPerSecond, double low, double high, String source) {
  /// Of four forward passes' worth of work (forward, again forward, backward = 2) three are the
  /// model's own when every layer's activations are recomputed (Narayanan et al. 2021, appendix).
  public static final double MODEL_SHARE_WITH_RECOMPUTE = 6.0 / 8.0;

  public SustainedSpeed {
    if (!(flopsPerSecond > 0) || Double.isInfinite(flopsPerSecond)) {
      throw new RunFileException(
          "a sustained speed of "
              + flopsPerSecond
              + " FLOP/s trains nothing; it must be above zero, such as 100e12 for an A100");
    }
  }

  /// As somebody measured or promised it.
  public static SustainedSpeed stated(double flopsPerSecond, String source) {
    return new SustainedSpeed(flopsPerSecond, flopsPerSecond, flopsPerSecond, source);
  }

  /// A share of what the data sheet promises.
  ///
  /// @param peak FLOP/s of the data sheet in the precision of training
  /// @param utilisation model FLOP/s ÷ peak: 0.213 for GPT-3 to 0.462 for PaLM (Chowdhery et al.
  ///   2022, table 3)
  /// @param lowUtilisation the least to expect
  /// @param highUtilisation the most to expect
  public static SustainedSpeed ofPeak(
      double peak, double utilisation, double lowUtilisation, double highUtilisation) {
    if (!(utilisation > 0 && utilisation <= 1)) {
      throw new RunFileException(
          "a utilisation of "
              + utilisation
              + " is no share of the peak; it lies above 0 and at most at 1, such as 0.36");
    }
    return new SustainedSpeed(
        peak * utilisation,
        peak * lowUtilisation,
        peak * highUtilisation,
        "peak of the data sheet × utilisation");
  }

  /// What is left of operations counted on the device, when every layer is recomputed.
  public static SustainedSpeed ofHardware(double hardwareFlopsPerSecond, String source) {
    return stated(
        hardwareFlopsPerSecond * MODEL_SHARE_WITH_RECOMPUTE,
        source + ", × 6/8 for recomputed layers");
  }
}
