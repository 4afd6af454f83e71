package org.bloomery.plan.carbon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.bloomery.artifact.RunFileException;
import org.junit.jupiter.api.Test;

class GridAndPowerTest {
  @Test
  void intensitiesOf2023AreThoseOfCodecarbon() {
    Map<String, Double> expected =
        Map.of(
            "FR", 56.04, "SE", 40.7, "NO", 30.1, "CA", 170.0, "GB", 238.0, "US", 369.0, "DE", 381.0,
            "CN", 582.0, "PL", 662.0, "IN", 713.0);
    expected.forEach((code, grams) -> {
      GridIntensity grid = GridIntensity.of(code);
      assertEquals(grams, grid.gramsPerKilowattHour(), 0.5, code);
      assertEquals(2023, grid.year());
    });
    assertEquals(56.04, GridIntensity.of("fra").gramsPerKilowattHour(), 0.05);
    assertEquals(40.7, GridIntensity.of("SWE").gramsPerKilowattHour(), 0.05);
    assertEquals(30.1, GridIntensity.of("NOR").gramsPerKilowattHour(), 0.05);
    assertEquals(37, GridIntensity.countries().size());
    assertEquals(475, GridIntensity.WORLD.gramsPerKilowattHour());
  }

  @Test
  void unknownCountriesAreNamed() {
    for (String code : new String[] {"XX", "Atlantis", "ZZZ"}) {
      assertTrue(
          assertThrows(RunFileException.class, () -> GridIntensity.of(code))
              .getMessage()
              .startsWith("country " + code + " has no grid intensity here"));
    }
  }

  /// The example of codecarbon's methodology, which prints kilograms for grams.
  @Test
  void aMixOfSourcesHasTheirMean() {
    assertEquals(
        731.59, GridIntensity.ofMix(Map.of(995.0, .25, 816.0, .35, 743.0, .26, 29.0, .14)), 1e-9);
  }

  @Test
  void processorsWithoutAMeterFollowTheirLoad() {
    assertEquals(100, MachinePower.processorWatts(200, .5));
    assertEquals(20, MachinePower.processorWatts(200, .01));
    assertEquals(42.5, MachinePower.UNKNOWN_PROCESSOR_WATTS);
    MachinePower two = MachinePower.estimate(2, 1, 8);
    assertEquals(8, two.processorWatts());
    assertEquals(10, two.memoryWatts());
    assertEquals(0.018, two.kilowatts(), 1e-12);
  }

  @Test
  void memoryDrawsByTheModule() {
    assertEquals(10, MachinePower.memoryWatts(8, false));
    assertEquals(20, MachinePower.memoryWatts(32, false));
    assertEquals(20, MachinePower.memoryWatts(64, false));
    assertEquals(38, MachinePower.memoryWatts(128, false), 1e-12);
    assertEquals(38, MachinePower.memoryWatts(1024, false), 1e-12);
    assertEquals(70, MachinePower.memoryWatts(2048, false), 1e-12);
    assertEquals(126, MachinePower.memoryWatts(8192, false), 1e-12);
    assertEquals(3, MachinePower.memoryWatts(4, true));
  }
}
