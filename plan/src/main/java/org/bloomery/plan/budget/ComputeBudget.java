package org.bloomery.plan.budget;

import java.util.List;
import org.bloomery.artifact.RunFileException;
import org.bloomery.plan.figure.Assumption;
import org.bloomery.plan.law.Kaplan;
import org.bloomery.plan.shape.TrainingFlops;

/// What a number of accelerator-hours can compute.
///
/// @param acceleratorHours hours granted, summed over accelerators
/// @param speed sustained speed of one accelerator
/// @param reserve share of the operations that is not planned with
public record ComputeBudget(double acceleratorHours, SustainedSpeed speed, double reserve) {
  /// 10¹⁵ operations a second for a day.
  public static final double PETAFLOP_DAY = Kaplan.PETAFLOP_DAY;

  /// What BLOOM's planners seem to have kept back.
  public static final Assumption RESERVE =
      new Assumption(
              "reserve",
              "share of the budget held back",
              0.07,
              0,
              0.15,
              "",
              "arithmetic: 18 weeks on BLOOM's 384 A100 (bigscience-workshop/bigscience,"
                  + " train/tr11-176B-ml) are 4,838.4 PF-days at 100 TFLOP/s; a plan of 392 G"
                  + " parameters and 165 G tokens takes 4,491.7 by 6ND, 7% less")
          .within(0, Math.nextDown(1.0));

  /// What a run takes beyond its steps.
  public static final Assumption OVERHEAD =
      new Assumption(
              "overhead",
              "hours paid ÷ hours in training steps",
              1.108,
              1.0,
              1.25,
              "",
              "BLOOM: 1,082,990 accelerator-hours (Luccioni et al. 2022) for 366 G tokens at 105 s a"
                  + " step on 384 A100; Llama 3 states over 90% of useful time (Dubey et al. 2024,"
                  + " §3.3.4)")
          .atLeast(1);

  public static final List<Assumption> ASSUMED = List.of(RESERVE, OVERHEAD);

  public ComputeBudget {
    if (!(acceleratorHours > 0) || Double.isInfinite(acceleratorHours)) {
      throw new RunFileException(
          "a budget of "
              + acceleratorHours
              + " accelerator-hours computes nothing; give hours, or devices and weeks, above"
              + " zero");
    }
    if (!(reserve >= 0 && reserve < 1)) {
      throw new RunFileException(
          "a reserve of " + reserve + " is no share to hold back; it lies from 0 to below 1");
    }
  }

  /// Accelerator-hours of `devices` for `weeks`.
  public static double hours(int devices, double weeks) {
    if (devices < 1 || !(weeks > 0)) {
      throw new RunFileException(
          devices + " devices for " + weeks + " weeks is no budget; both must be above zero");
    }
    return weeks * 7 * 24 * devices;
  }

  public static double petaflopDays(double flops) {
    return flops / PETAFLOP_DAY;
  }

  /// 6ND in PF-days.
  public static double petaflopDays(double parameters, double tokens) {
    return petaflopDays(TrainingFlops.shortForm(parameters, tokens));
  }

  /// The mean speed that `flops` done in `acceleratorHours` come to.
  public static double meanFlopsPerSecond(double flops, double acceleratorHours) {
    return flops / (acceleratorHours * 3600);
  }

  /// All the operations that the hours give.
  public double grossFlops() {
    return acceleratorHours * 3600 * speed.flopsPerSecond();
  }

  /// The operations to plan with.
  public double flops() {
    return grossFlops() * (1 - reserve);
  }

  public double lowFlops() {
    return acceleratorHours * 3600 * speed.low() * (1 - reserve);
  }

  public double highFlops() {
    return acceleratorHours * 3600 * speed.high() * (1 - reserve);
  }

  public double petaflopDays() {
    return petaflopDays(flops());
  }

  /// Tokens that a model of `parameters` sees, by 6ND.
  public double tokens(double parameters) {
    return flops() / TrainingFlops.shortForm(parameters, 1);
  }

  /// Accelerator-hours that `flops` take at this speed.
  ///
  /// @param overhead hours paid ÷ hours in steps, such as [#OVERHEAD]
  public double hoursFor(double flops, double overhead) {
    return flops / (speed.flopsPerSecond() * 3600) * overhead;
  }

  /// Days that `flops` take on `devices`.
  public double daysFor(double flops, int devices, double overhead) {
    return hoursFor(flops, overhead) / devices / 24;
  }
}
