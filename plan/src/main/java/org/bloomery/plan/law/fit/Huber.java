package org.bloomery.plan.law.fit;

/// Huber's loss (1964): square near zero, straight beyond δ, so that outliers pull no harder than
/// others. With the δ of 0.001 that Hoffmann et al. 2022 took for residuals of ln L it is almost
/// the absolute value.
final class Huber {
  static final double DELTA = 1e-3;

  private Huber() {}

  static double of(double residual) {
    double size = Math.abs(residual);
    return size <= DELTA ? 0.5 * residual * residual : DELTA * (size - 0.5 * DELTA);
  }

  static double derivative(double residual) {
    return Math.clamp(residual, -DELTA, DELTA);
  }
}
