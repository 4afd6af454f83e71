package org.bloomery.train.gauge;

import java.util.OptionalDouble;

/// The gradient noise scale: the batch size, in sequences, at which the noise of the gradient is as
/// large as the gradient itself. Much smaller batches waste steps, much larger ones waste data
/// (McCandlish et al. 2018, "An Empirical Model of Large-Batch Training", arXiv:1812.06162).
///
/// Two batch sizes give unbiased estimates of both parts (appendix A.1). Each alone is noisy and
/// their quotient is biased, so both are averaged over steps first, and divided then. The averages'
/// bias towards zero is corrected by the number of values taken in, not by the step.
public final class NoiseScale {
  /// Weight of what was before: an average over the last hundred steps or so.
  static final double KEPT = 0.99;

  private double gradientSquare;
  private double variance;
  private long taken;

  /// Squared norms of two gradients of the same weights, one of a part of the other's batch.
  ///
  /// @param small sequences of the part
  /// @param smallSquare of the part's mean gradient
  /// @param big sequences of the whole
  /// @param bigSquare of the whole's mean gradient
  public record Pair(double small, double smallSquare, double big, double bigSquare) {
    /// Unbiased estimate of |G|², the true gradient's squared norm. It may be negative.
    public double gradientSquare() {
      return (big * bigSquare - small * smallSquare) / (big - small);
    }

    /// Unbiased estimate of tr Σ, the summed variance of one sequence's gradient.
    public double variance() {
      return (smallSquare - bigSquare) / (1 / small - 1 / big);
    }
  }

  /// Takes a step in.
  public void add(Pair pair) {
    gradientSquare = KEPT * gradientSquare + (1 - KEPT) * pair.gradientSquare();
    variance = KEPT * variance + (1 - KEPT) * pair.variance();
    taken++;
  }

  /// Averaged |G|².
  public double gradientSquare() {
    return gradientSquare / correction();
  }

  /// Averaged tr Σ.
  public double variance() {
    return variance / correction();
  }

  private double correction() {
    return 1 - Math.pow(KEPT, (double) taken);
  }

  /// tr Σ / |G|² in sequences; nothing while the noise hides the gradient.
  public OptionalDouble sequences() {
    return gradientSquare > 0 && variance > 0
        ? OptionalDouble.of(variance / gradientSquare)
        : OptionalDouble.empty();
  }
}
