package org.bloomery.plan.study;

import java.util.Locale;
import org.bloomery.plan.budget.ComputeBudget;
import org.bloomery.plan.schedule.Calendar;
import org.jspecify.annotations.Nullable;

/// Where the granted days go: granted = reserve + steps + saves and failures + left.
///
/// Two things leave days over. A predicted speed is divided by the overhead that large runs paid
/// beyond their steps, of which [Calendar] counts only saves and failures. And a speed that the run
/// file states need not be that of the predicted steps.
///
/// @param granted by the budget
/// @param reserve held back
/// @param steps of training alone
/// @param savesAndFailures as expected
/// @param left of the rest; below zero where the steps take more than the budget allows
/// @param reason why they are left
public record DayAccount(
    double granted,
    double reserve,
    double steps,
    double savesAndFailures,
    double left,
    String reason) {

  /// @param overhead by which a predicted speed was divided; absent: the run file states the speed
  static DayAccount of(
      ComputeBudget budget, int devices, Calendar calendar, @Nullable Double overhead) {
    double granted = budget.acceleratorHours() / devices / 24;
    double reserve = budget.reserve() * granted;
    double steps = calendar.computeSeconds() / 86_400;
    double left = granted - reserve - calendar.days();
    return new DayAccount(
        granted, reserve, steps, calendar.days() - steps, left, reason(left, overhead));
  }

  private static String reason(double left, @Nullable Double overhead) {
    if (overhead == null) {
      return left < 0
          ? "the stated speed is above that of the predicted steps"
          : "the stated speed is below that of the predicted steps, so that it bears what saves and"
              + " failures do not: evaluations, waiting, slow devices";
    }
    return left < 0
        ? "the overhead is below what saves, failures and the ramp's small batches take"
        : String.format(
            Locale.ROOT,
            "runs take %.3f times the hours of their steps (overhead, see Assumptions), of which"
                + " saves and failures are a part; the rest is evaluations, waiting, slow devices",
            overhead);
  }

  /// The account as a sentence.
  String sentence() {
    return String.format(
        Locale.ROOT,
        "of %s granted %s are held back, the steps take %s, saves and failures %s; %s are %s: %s.",
        Amounts.time(granted),
        Amounts.time(reserve),
        Amounts.time(steps),
        Amounts.time(savesAndFailures),
        Amounts.time(Math.abs(left)),
        left < 0 ? "missing" : "left over",
        reason);
  }
}
