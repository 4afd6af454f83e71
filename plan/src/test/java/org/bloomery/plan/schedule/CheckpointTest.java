package org.bloomery.plan.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Random;
import org.bloomery.artifact.RunFileException;
import org.bloomery.plan.figure.Assumptions;
import org.junit.jupiter.api.Test;

class CheckpointTest {
  private static final double WEEK = 7 * 24 * 3600;

  /// 329G and 2.3T are `du -h` of BLOOM's, which rounds up; 2294.77 is its README's own arithmetic
  /// for 176e9.
  @Test
  void aCheckpointOfBloomHas14BytesAParameter() {
    double bytes = Checkpoint.bytes(176_247_271_424.0, Checkpoint.BYTES_PER_PARAMETER.value());
    assertEquals(2.467e12, bytes, 0.0005e12);
    assertEquals(2.244, bytes / Math.pow(2, 40), 0.0005);
    assertEquals(2.3, Math.ceil(bytes / Math.pow(2, 40) * 10) / 10, 1e-12);
    assertEquals(329, Math.ceil(Checkpoint.bytes(176_247_271_424.0, 2) / Math.pow(2, 30)));
    assertEquals(2294.77, Checkpoint.bytes(176e9, 14) / Math.pow(2, 30), 0.01);
  }

  @Test
  void aCheckpointOfBloomIsSavedInFortySeconds() {
    double bytes = Checkpoint.bytes(176_247_271_424.0, Checkpoint.BYTES_PER_PARAMETER.value());
    assertEquals(40, Checkpoint.saveSeconds(bytes, 384, Checkpoint.SAVE_SPEED.value()), 0.5);
  }

  @Test
  void failureRatesOfThreeRunsAreOfOneOrder() {
    assertEquals(Checkpoint.FAILURES.value(), 419 / (54.0 * 24 * 16_384), 0.005e-5);
    assertEquals(Checkpoint.FAILURES.low(), 1 / (384 * 168.0), 0.06e-5);
    assertEquals(Checkpoint.FAILURES.high(), 105 / (992 * 24 * 60.5), 0.05e-5);
    assertEquals(WEEK, Checkpoint.secondsBetweenFailures(384, 1 / (384 * 168.0)), 1e-6);
  }

  @Test
  void youngAndDalyAskForLittleLessThanTheThreeHoursOfBloom() {
    double young = Checkpoint.youngSeconds(40, WEEK);
    assertEquals(6955.9, young, 0.1);
    assertEquals(young - 40, Checkpoint.dalySeconds(40, WEEK), 15);
    assertEquals(66, Checkpoint.steps(young, 105));
    assertEquals(1, Checkpoint.steps(10, 105));
  }

  @Test
  void dalysIntervalIsNearTheBestOfHisOwnModel() {
    long seed = 1974;
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      double between = Math.pow(10, 3 + 3 * random.nextDouble());
      double save = between * Math.pow(10, -4 + 3.5 * random.nextDouble());
      double daly = seconds(Checkpoint.dalySeconds(save, between), save, between);
      double best = Double.POSITIVE_INFINITY;
      for (double factor = 0.2; factor < 5; factor *= 1.02) {
        double interval = Checkpoint.youngSeconds(save, between) * factor;
        best = Math.min(best, seconds(interval, save, between));
      }
      assertTrue(daly <= best * 1.002, save + ", " + between + ", seed " + seed);
    }
  }

  @Test
  void savingLongerThanBetweenFailuresIsDoneOnceAFailure() {
    assertEquals(100, Checkpoint.dalySeconds(200, 100));
  }

  @Test
  void theCalendarCountsSavingLossAndRestarts() {
    Calendar calendar = Calendar.of(100 * 86_400, 6955.9, 40, 660, WEEK);
    assertEquals(
        calendar.expectedSeconds(),
        calendar.computeSeconds() + calendar.saveSeconds() + calendar.lostSeconds(),
        1e-3);
    // A failure loses half an interval and a restart, about 14.5 times.
    double expected = calendar.failures() * (6955.9 / 2 + 660);
    assertEquals(expected, calendar.lostSeconds(), 0.05 * expected);
    assertTrue(calendar.overhead() > 1.01 && calendar.overhead() < 1.02);
    LocalDateTime start = LocalDateTime.of(2022, 3, 11, 11, 42);
    assertEquals(
        calendar.days(), Duration.between(start, calendar.end(start)).toSeconds() / 86_400.0, 1e-4);
  }

  @Test
  void withoutFailuresOnlySavingCosts() {
    Calendar calendar = Calendar.of(1000, 100, 1, 60, 1e12);
    assertEquals(1010, calendar.expectedSeconds(), 0.01);
  }

  @Test
  void aPlanOfBloomSavesEveryTwoHoursAndHasABand() {
    double compute = 366e9 / (2048 * 2048) * 105;
    CheckpointPlan plan =
        CheckpointPlan.of(176_247_271_424.0, 384, compute, 105, Assumptions.DEFAULTS);
    assertEquals(40, plan.saveSeconds(), 0.5);
    // A failure in 132 hours.
    assertEquals(132.2, plan.secondsBetweenFailures() / 3600, 0.1);
    assertEquals(59, plan.intervalSteps());
    assertTrue(plan.lowDays() < plan.calendar().days());
    assertTrue(plan.calendar().days() < plan.highDays());
    assertTrue(plan.calendar().days() > compute / 86_400);
    Assumptions stated = new Assumptions(Map.of("failuresPerDeviceHour", 1e-5));
    CheckpointPlan certain = CheckpointPlan.of(176e9, 384, compute, 105, stated);
    assertEquals(certain.lowDays(), certain.highDays());
  }

  @Test
  void refusesDevicesThatNeverFail() {
    assertThrows(RunFileException.class, () -> Checkpoint.secondsBetweenFailures(384, 0));
  }

  private static double seconds(double interval, double save, double between) {
    return Calendar.of(1e9, interval, save, 0, between).expectedSeconds();
  }
}
