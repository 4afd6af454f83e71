package org.bloomery.plan.study;

import org.bloomery.artifact.run.study.CarbonSettings;
import org.bloomery.artifact.run.study.ClusterSettings;
import org.bloomery.plan.carbon.CarbonRates;
import org.bloomery.plan.carbon.Footprint;
import org.bloomery.plan.carbon.GridIntensity;
import org.bloomery.plan.carbon.MachinePower;
import org.bloomery.plan.device.Device;
import org.bloomery.plan.figure.Assumptions;
import org.jspecify.annotations.Nullable;

/// What the run costs the climate.
///
/// @param grid where the electricity comes from
/// @param gramsPerKilowattHour that were reckoned with
/// @param deviceHours of the calendar, all devices together
/// @param deviceKilowatts of one
/// @param powerSource where that comes from
/// @param footprint as expected
/// @param low at the cleanest site that the sources support
/// @param high at the dirtiest
/// @param tokens of the run
public record CarbonPart(
    GridIntensity grid,
    double gramsPerKilowattHour,
    double deviceHours,
    double deviceKilowatts,
    String powerSource,
    Footprint footprint,
    Footprint low,
    Footprint high,
    double tokens) {

  static CarbonPart of(
      @Nullable CarbonSettings settings,
      ClusterSettings cluster,
      Device device,
      double hours,
      double tokens,
      Assumptions assumed) {
    GridIntensity grid =
        settings == null || settings.grid().equals(CarbonSettings.WORLD)
            ? GridIntensity.WORLD
            : GridIntensity.of(settings.grid());
    Double watts = device.boardWatts();
    double kilowatts = watts == null ? machineKilowatts(device) : watts / 1000;
    double deviceHours = hours * cluster.devices();
    int perServer = cluster.devicesPerNode();
    CarbonRates rates = CarbonRates.of(assumed, grid, perServer);
    return new CarbonPart(
        grid,
        rates.gramsPerKilowattHour(),
        deviceHours,
        kilowatts,
        watts == null ? MachinePower.SOURCE : "the most that the board draws: " + device.source(),
        Footprint.of(deviceHours, kilowatts, rates),
        Footprint.of(deviceHours, kilowatts, CarbonRates.low(assumed, grid, perServer)),
        Footprint.of(deviceHours, kilowatts, CarbonRates.high(assumed, grid, perServer)),
        tokens);
  }

  private static double machineKilowatts(Device device) {
    return MachinePower.estimate(
            Runtime.getRuntime().availableProcessors(),
            1,
            device.memoryBytes() / (double) (1 << 30))
        .kilowatts();
  }
}
