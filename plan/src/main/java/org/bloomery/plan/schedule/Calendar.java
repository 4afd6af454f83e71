package org.bloomery.plan.schedule;

import java.time.Duration;
import java.time.LocalDateTime;

/// How long a run takes when devices fail.
///
/// @param computeSeconds of the steps alone
/// @param saveSeconds spent on saving
/// @param lostSeconds steps done again and restarts, as expected
/// @param expectedSeconds all of it
/// @param failures expected
/// @param intervalSeconds work between two saves
/// @param source the formula and where it comes from
public record Calendar(
    double computeSeconds,
    double saveSeconds,
    double lostSeconds,
    double expectedSeconds,
    double failures,
    double intervalSeconds,
    String source) {
  private static final String SOURCE =
      "M e^(R/M) (e^((τ+δ)/M) − 1) T/τ: Daly 2006, eq. 20, failures at random (exponential)";

  /// Expects the run.
  ///
  /// @param computeSeconds T, seconds of the steps alone
  /// @param intervalSeconds τ, work between two saves
  /// @param saveSeconds δ, of one save
  /// @param restartSeconds R, from a failure to the first step again
  /// @param secondsBetweenFailures M
  public static Calendar of(
      double computeSeconds,
      double intervalSeconds,
      double saveSeconds,
      double restartSeconds,
      double secondsBetweenFailures) {
    double interval = Math.min(intervalSeconds, computeSeconds);
    double segments = computeSeconds / interval;
    double expected =
        secondsBetweenFailures
            * Math.exp(restartSeconds / secondsBetweenFailures)
            * Math.expm1((interval + saveSeconds) / secondsBetweenFailures)
            * segments;
    double saving = segments * saveSeconds;
    return new Calendar(
        computeSeconds,
        saving,
        expected - computeSeconds - saving,
        expected,
        expected / secondsBetweenFailures,
        interval,
        SOURCE);
  }

  public double days() {
    return expectedSeconds / 86_400;
  }

  /// Time paid ÷ time in steps.
  public double overhead() {
    return expectedSeconds / computeSeconds;
  }

  public LocalDateTime end(LocalDateTime start) {
    return start.plus(Duration.ofSeconds(Math.round(expectedSeconds)));
  }
}
