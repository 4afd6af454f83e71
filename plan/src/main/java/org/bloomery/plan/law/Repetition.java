package org.bloomery.plan.law;

/// What repeated data is worth: Muennighoff et al. 2023 ("Scaling Data-Constrained Language
/// Models"), equation 5 with the paper's fitted R* = 15.39.
public final class Repetition {
  private static final double HALF_LIFE = 15.387756;

  private Repetition() {}

  /// The fresh tokens that `epochs` passes over `uniqueTokens` are worth: U + U·R*·(1 − e^(−R/R*)).
  public static double effectiveTokens(double uniqueTokens, double epochs) {
    double repeats = Math.max(0, epochs - 1);
    double fresh = Math.min(1, epochs) * uniqueTokens;
    return fresh + uniqueTokens * HALF_LIFE * (1 - Math.exp(-repeats / HALF_LIFE));
  }
}
