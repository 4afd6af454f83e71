package org.bloomery.train.optim;

/// The factor by which the loss is multiplied before the backward pass, so that small gradients do
/// not vanish in 16-bit floats, and how it adapts: halved when a gradient overflows, doubled after
/// many steps without (Micikevicius et al. 2018, "Mixed Precision Training", §3.2; start, window
/// and hysteresis as in BigScience's training of the smaller BLOOM models, tr11b to tr11f).
///
/// @param factor by which the loss is multiplied
/// @param cleanSteps steps in a row without an overflow
/// @param patience overflows that are still borne before the factor is halved
public record LossScale(double factor, int cleanSteps, int patience) {
  private static final double LEAST = 1;
  private static final int GROWS_AFTER = 500;
  private static final int HYSTERESIS = 2;

  /// Losses as they are; for precisions that need no scaling.
  public static final LossScale NONE = new LossScale(1, 0, 0);

  /// Where training in 16-bit floats begins.
  public static final LossScale START = new LossScale(1 << 12, 0, HYSTERESIS);

  /// Whether it adapts at all.
  public boolean adapts() {
    return patience > 0;
  }

  /// Whether an overflow can be met by a smaller factor.
  public boolean canFall() {
    return adapts() && factor > LEAST;
  }

  /// After a step whose gradient was not finite; such a step changes nothing.
  public LossScale overflowed() {
    return patience > 1
        ? new LossScale(factor, 0, patience - 1)
        : new LossScale(Math.max(LEAST, factor / 2), 0, 1);
  }

  /// After a step whose gradient was finite.
  public LossScale clean() {
    if (!adapts() || cleanSteps + 1 < GROWS_AFTER) {
      return adapts() ? new LossScale(factor, cleanSteps + 1, patience) : this;
    }
    return new LossScale(factor * 2, 0, HYSTERESIS);
  }
}
