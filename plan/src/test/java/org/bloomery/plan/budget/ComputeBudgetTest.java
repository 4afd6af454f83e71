package org.bloomery.plan.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bloomery.artifact.RunFileException;
import org.junit.jupiter.api.Test;

class ComputeBudgetTest {
  private static final SustainedSpeed ASSUMED_FOR_BLOOM = SustainedSpeed.stated(100e12, "assumed");

  @Test
  void eighteenWeeksOf384DevicesAreTheHoursOfBloom() {
    double hours = ComputeBudget.hours(384, 18);
    assertEquals(1_161_216, hours);
    // The paper prints 1,161,261: two digits changed places.
    assertEquals(0.00004, 1_161_261 / hours - 1, 0.000_005);
  }

  @Test
  void theHoursOfBloomGive4838PetaflopDaysOfWhich4500ArePlanned() {
    ComputeBudget gross = new ComputeBudget(1_161_261, ASSUMED_FOR_BLOOM, 0);
    assertEquals(4838.6, gross.petaflopDays(), 0.05);
    ComputeBudget planned =
        new ComputeBudget(1_161_261, ASSUMED_FOR_BLOOM, ComputeBudget.RESERVE.value());
    assertEquals(4500, planned.petaflopDays(), 1);
    assertEquals(1.234, 4500 / ComputeBudget.petaflopDays(175e9, 300e9), 0.0005);
  }

  @Test
  void sixOperationsATokenAndParameterExplainTheOptimumOf392BillionNotEight() {
    double six = ComputeBudget.petaflopDays(392e9, 165e9);
    assertEquals(4491.7, six, 0.05);
    assertEquals(-0.0018, six / 4500 - 1, 0.0001);
    assertEquals(5989, six * 8 / 6, 0.5);
  }

  @Test
  void theOutcomeOfBloomConfirmsTheSpeedThatWasAssumed() {
    double flops = 6 * 176.247271424e9 * 366e9;
    assertEquals(4479.6, ComputeBudget.petaflopDays(flops), 0.05);
    double mean = ComputeBudget.meanFlopsPerSecond(flops, 1_082_990);
    assertEquals(99.27e12, mean, 0.005e12);
    assertEquals(0.007, 1 - mean / 100e12, 0.0005);
  }

  @Test
  void hoursPaidExceedHoursInStepsByTheOverheadOfBloom() {
    double steps = 366e9 / (2048 * 2048);
    double ideal = steps * 105 * 384 / 3600;
    assertEquals(977_325, ideal, 1);
    assertEquals(ComputeBudget.OVERHEAD.value(), 1_082_990 / ideal, 0.0005);
  }

  @Test
  void hoursForABudgetInvertTheBudget() {
    ComputeBudget budget = new ComputeBudget(1000, ASSUMED_FOR_BLOOM, 0);
    assertEquals(1000, budget.hoursFor(budget.flops(), 1), 1e-9);
    assertEquals(1108, budget.hoursFor(budget.flops(), 1.108), 1e-9);
    assertEquals(1000 / 8.0 / 24, budget.daysFor(budget.flops(), 8, 1), 1e-12);
  }

  @Test
  void aPredictedSpeedHasABand() {
    SustainedSpeed speed = SustainedSpeed.ofPeak(312e12, 0.36, 0.21, 0.46);
    assertEquals(112.32e12, speed.flopsPerSecond(), 1e6);
    ComputeBudget budget = new ComputeBudget(1, speed, 0.1);
    assertTrue(budget.lowFlops() < budget.flops() && budget.flops() < budget.highFlops());
  }

  @Test
  void refusesBudgetsThatComputeNothing() {
    assertEquals(
        "a budget of 0.0 accelerator-hours computes nothing; give hours, or devices and weeks,"
            + " above zero",
        assertThrows(RunFileException.class, () -> new ComputeBudget(0, ASSUMED_FOR_BLOOM, 0))
            .getMessage());
    assertThrows(RunFileException.class, () -> new ComputeBudget(1, ASSUMED_FOR_BLOOM, 1));
    assertThrows(RunFileException.class, () -> SustainedSpeed.stated(0, ""));
    assertThrows(RunFileException.class, () -> SustainedSpeed.ofPeak(1e12, 1.2, 1.2, 1.2));
    assertThrows(RunFileException.class, () -> ComputeBudget.hours(0, 18));
  }
}
