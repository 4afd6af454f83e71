package org.bloomery.plan.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.bloomery.artifact.run.study.CarbonSettings;
import org.bloomery.artifact.run.study.ClusterSettings;
import org.bloomery.plan.carbon.CarbonRates;
import org.bloomery.plan.carbon.MachinePower;
import org.bloomery.plan.device.Device;
import org.bloomery.plan.device.Devices;
import org.bloomery.plan.figure.Assumptions;
import org.junit.jupiter.api.Test;

class CarbonPartTest {
  private static CarbonPart of(Device device, Assumptions assumed) {
    ClusterSettings cluster = new ClusterSettings(device.key(), 1, 1, null, null, null);
    return CarbonPart.of(new CarbonSettings("de"), cluster, device, 1000, 1e9, assumed);
  }

  @Test
  void aDeviceWithoutPublishedWattsHasAssumedOnesWithABand() {
    CarbonPart carbon = of(Devices.of("tpu-v5e", "test"), Assumptions.DEFAULTS);
    assertEquals(CarbonRates.DEVICE_WATTS.value() / 1000, carbon.deviceKilowatts());
    assertTrue(carbon.powerSource().contains("plan.assume.deviceWatts"), carbon.powerSource());
    // The least of power, share drawn and idle time together.
    assertEquals(1000 * 0.192 * 0.54, carbon.low().computeKilowattHours(), 1e-9);
    assertEquals(1000 * 0.7 * 1.14, carbon.high().computeKilowattHours(), 1e-9);
  }

  @Test
  void statedWattsAreTheRunFiles() {
    Assumptions stated = Assumed.of(Map.of("deviceWatts", 220.0));
    CarbonPart tpu = of(Devices.of("tpu-v5e", "test"), stated);
    assertEquals(0.22, tpu.deviceKilowatts());
    assertEquals("run file, plan.assume.deviceWatts", tpu.powerSource());
    CarbonPart a100 = of(Devices.of("a100-80", "test"), stated);
    assertEquals(0.22, a100.deviceKilowatts());
    assertTrue(a100.powerSource().endsWith("400 W"), a100.powerSource());
  }

  @Test
  void onlyThisMachineIsReckonedByItsOwnThreads() {
    CarbonPart carbon = of(Devices.thisMachine(3e10, "stated"), Assumptions.DEFAULTS);
    assertEquals(MachinePower.SOURCE, carbon.powerSource());
  }

  @Test
  void aStatedIntensityIsNeverCalledACountrys() {
    Device device = Devices.of("a100-80", "test");
    CarbonPart table = of(device, Assumptions.DEFAULTS);
    assertTrue(table.place().startsWith("Germany, "), table.place());
    CarbonPart stated = of(device, Assumed.of(Map.of("gramsPerKilowattHour", 57.0)));
    assertEquals(57, stated.gramsPerKilowattHour());
    assertEquals("run file", stated.place());
    assertFalse(table.gramsStated());
    assertTrue(
        stated.gramsSource().startsWith("run file, plan.assume.gramsPerKilowattHour; without it "),
        stated.gramsSource());
    assertTrue(stated.gramsSource().contains("(Germany, "), stated.gramsSource());
  }
}
