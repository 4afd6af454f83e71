package org.bloomery.plan.schedule;

import org.bloomery.plan.figure.Assumptions;

/// How large a run's checkpoints are, how often to write them, and when the run then ends.
///
/// @param bytes of one checkpoint
/// @param saveSeconds of one save
/// @param secondsBetweenFailures of all devices together
/// @param youngSeconds work between two saves, first order
/// @param dalySeconds the same with higher orders, which the calendar follows
/// @param intervalSteps whole steps between saves
/// @param calendar expected duration
/// @param lowDays with the fewest failures that the sources support
/// @param highDays with the most
public record CheckpointPlan(
    double bytes,
    double saveSeconds,
    double secondsBetweenFailures,
    double youngSeconds,
    double dalySeconds,
    long intervalSteps,
    Calendar calendar,
    double lowDays,
    double highDays) {

  /// Plans the saves of a run.
  ///
  /// @param computeSeconds of its steps alone
  /// @param secondsPerStep of a step with the full batch
  public static CheckpointPlan of(
      double parameters,
      int devices,
      double computeSeconds,
      double secondsPerStep,
      Assumptions assumptions) {
    double bytes = Checkpoint.bytes(parameters, assumptions.of(Checkpoint.BYTES_PER_PARAMETER));
    double save = Checkpoint.saveSeconds(bytes, devices, assumptions.of(Checkpoint.SAVE_SPEED));
    double failures = assumptions.of(Checkpoint.FAILURES);
    double between = Checkpoint.secondsBetweenFailures(devices, failures);
    double daly = Checkpoint.dalySeconds(save, between);
    long steps = Checkpoint.steps(daly, secondsPerStep);
    double interval = steps * secondsPerStep;
    double restart = assumptions.of(Checkpoint.RESTART);
    boolean stated = assumptions.isStated(Checkpoint.FAILURES);
    return new CheckpointPlan(
        bytes,
        save,
        between,
        Checkpoint.youngSeconds(save, between),
        daly,
        steps,
        Calendar.of(computeSeconds, interval, save, restart, between),
        days(
            computeSeconds,
            interval,
            save,
            restart,
            devices,
            stated ? failures : Checkpoint.FAILURES.low()),
        days(
            computeSeconds,
            interval,
            save,
            restart,
            devices,
            stated ? failures : Checkpoint.FAILURES.high()));
  }

  private static double days(
      double computeSeconds,
      double intervalSeconds,
      double saveSeconds,
      double restartSeconds,
      int devices,
      double failuresPerDeviceHour) {
    double between = Checkpoint.secondsBetweenFailures(devices, failuresPerDeviceHour);
    return Calendar.of(computeSeconds, intervalSeconds, saveSeconds, restartSeconds, between)
        .days();
  }
}
