package org.bloomery.train.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PowerMeterTest {
  private static void zone(Path powercap, String name, long microjoules) throws IOException {
    Path zone = Files.createDirectories(powercap.resolve(name));
    Files.writeString(zone.resolve("energy_uj"), microjoules + "\n");
    Files.writeString(zone.resolve("max_energy_range_uj"), "10000000\n");
  }

  @Test
  void addsPackagesAndLeavesTheirPartsOut(@TempDir Path powercap) throws IOException {
    zone(powercap, "intel-rapl:0", 1_000_000);
    zone(powercap, "intel-rapl:1", 2_000_000);
    zone(powercap, "intel-rapl:0:0", 500_000);
    PowerMeter meter = PowerMeter.start(powercap);
    zone(powercap, "intel-rapl:0", 3_000_000);
    zone(powercap, "intel-rapl:1", 2_500_000);
    assertEquals(2.5, meter.joules(), 1e-9);
    assertTrue(meter.method().startsWith("measured: RAPL counters of 2"));
  }

  @Test
  void followsACounterThatWrapsAround(@TempDir Path powercap) throws IOException {
    zone(powercap, "intel-rapl:0", 9_000_000);
    PowerMeter meter = PowerMeter.start(powercap);
    zone(powercap, "intel-rapl:0", 1_000_000);
    assertEquals(2.0, meter.joules(), 1e-9);
    assertEquals(2.0, meter.joules(), 1e-9);
  }

  @Test
  void estimatesFromCpuTimeAndSaysSo(@TempDir Path powercap) {
    PowerMeter meter = PowerMeter.start(powercap.resolve("absent"));
    double sum = 0;
    for (int i = 1; i < 20_000_000; i++) {
      sum += 1.0 / i;
    }
    assertTrue(sum > 1);
    assertTrue(meter.joules() > 0);
    assertTrue(meter.method().startsWith("estimated: CPU time"));
  }
}
