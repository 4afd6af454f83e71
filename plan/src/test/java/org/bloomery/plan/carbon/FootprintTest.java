package org.bloomery.plan.carbon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.bloomery.artifact.RunFileException;
import org.bloomery.plan.budget.ComputeBudget;
import org.bloomery.plan.budget.SustainedSpeed;
import org.bloomery.plan.figure.Assumptions;
import org.junit.jupiter.api.Test;

class FootprintTest {
  private static final Embodied JEAN_ZAY = new Embodied(150, 2500, 8, 6, 0.85);
  private static final double HOURS = 1_082_990;

  private static Footprint bloom() {
    return Footprint.of(HOURS, 0.4, new CarbonRates(1, 256_646 / 433_196.0, 1.2, 57, JEAN_ZAY));
  }

  @Test
  void theFootprintOfBloomIs50TonnesOfWhichHalfIsComputation() {
    Footprint bloom = bloom();
    assertEquals(433_196, bloom.computeKilowattHours(), 0.5);
    assertEquals(24_690, bloom.computeKilograms(), 5);
    assertEquals(256_646, bloom.idleKilowattHours(), 0.5);
    assertEquals(14_630, bloom.idleKilograms(), 5);
    assertEquals(11_210, bloom.embodiedKilograms(), 5);
    assertEquals(50_500, bloom.withoutOverheadKilograms(), 50);
    assertEquals(29_600, bloom.withOverheadKilograms(), 50);
    assertEquals(
        bloom.withoutOverheadKilograms() + bloom.overheadKilograms(), bloom.totalKilograms(), 1e-9);
  }

  @Test
  void theHoursOfBloomAreItsDaysOn384Devices() {
    double days = 118 + (5 + 41 / 60.0) / 24;
    assertEquals(HOURS, days * 24 * 384, HOURS * 0.007);
  }

  @Test
  void hardwareIsSpreadOverItsHours() {
    assertEquals(.00336, JEAN_ZAY.deviceKilogramsPerHour(), 5e-6);
    assertEquals(.05596, JEAN_ZAY.serverKilogramsPerHour(), 5e-6);
    assertEquals(3640, JEAN_ZAY.deviceKilograms(HOURS), 5);
    assertEquals(7580, JEAN_ZAY.serverKilograms(HOURS), 5);
  }

  @Test
  void defaultsAreThoseOfBloom() {
    CarbonRates rates = CarbonRates.of(Assumptions.DEFAULTS, GridIntensity.JEAN_ZAY, 8);
    Footprint footprint = Footprint.of(HOURS, 0.4, rates);
    assertEquals(50_500, footprint.withoutOverheadKilograms(), 50);
    double low = total(CarbonRates.low(Assumptions.DEFAULTS, GridIntensity.JEAN_ZAY, 8));
    double high = total(CarbonRates.high(Assumptions.DEFAULTS, GridIntensity.JEAN_ZAY, 8));
    assertTrue(low < footprint.totalKilograms() && footprint.totalKilograms() < high);
  }

  @Test
  void whatTheRunFileStatesHasNoRange() {
    Assumptions stated =
        new Assumptions(Map.of("pue", 1.3, "serviceYears", 5.0, "gramsPerKilowattHour", 100.0));
    for (CarbonRates rates :
        new CarbonRates[] {
          CarbonRates.low(stated, GridIntensity.WORLD, 8),
          CarbonRates.high(stated, GridIntensity.WORLD, 8)
        }) {
      assertEquals(1.3, rates.pue());
      assertEquals(5, rates.embodied().years());
      assertEquals(100, rates.gramsPerKilowattHour());
    }
  }

  @Test
  void publishedFootprintsAreEnergyTimesIntensity() {
    for (PublishedFootprint row : PublishedFootprint.ALL) {
      assertEquals(row.tonnes(), row.recomputedTonnes(), 0.51, row.name());
    }
  }

  /// LLMCarbon's row of GPT-3 (its data/database.csv): 10,000 V100 at 24.6 TFLOP/s and 330 W.
  @Test
  void theFootprintOfGpt3FollowsFromItsSpeedAndPower() {
    SustainedSpeed speed = SustainedSpeed.stated(24.6e12, "LLMCarbon");
    ComputeBudget any = new ComputeBudget(1, speed, 0);
    double flops = 6 * 175e9 * 300e9;
    assertEquals(14.8, any.daysFor(flops, 10_000, 1), 0.05);
    Footprint footprint =
        Footprint.of(
            any.hoursFor(flops, 1),
            0.33,
            new CarbonRates(1, 0, 1.1, 429, new Embodied(0, 0, 1, 5, 1)));
    assertEquals(554, footprint.withOverheadKilograms() / 1000, 0.5);
    assertEquals(0.0035, footprint.withOverheadKilograms() / 552_100 - 1, 0.0005);
    assertEquals(9.78, Embodied.dieKilograms(8.15, 1.2), 1e-12);
  }

  @Test
  void tokensHaveAFootprint() {
    assertEquals(151.5, bloom().gramsPerMillionTokens(366e9), 0.5);
  }

  @Test
  void aBudgetOfEmissionsAllowsItsHours() {
    CarbonRates rates = CarbonRates.of(Assumptions.DEFAULTS, GridIntensity.of("DE"), 8);
    double hours = Footprint.deviceHoursFor(1000, 0.7, rates);
    assertEquals(1000, Footprint.of(hours, 0.7, rates).totalKilograms(), 1e-9);
  }

  @Test
  void refusesSitesThatCannotBe() {
    assertThrows(RunFileException.class, () -> new Embodied(1, 1, 0, 6, 1));
    assertThrows(
        RunFileException.class,
        () -> Footprint.of(1, 0.4, new CarbonRates(1, 0, 0.9, 57, JEAN_ZAY)));
  }

  private static double total(CarbonRates rates) {
    return Footprint.of(HOURS, 0.4, rates).totalKilograms();
  }
}
