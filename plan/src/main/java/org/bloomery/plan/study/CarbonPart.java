package org.bloomery.plan.study;

import org.bloomery.artifact.run.study.CarbonSettings;
import org.bloomery.artifact.run.study.ClusterSettings;
import org.bloomery.plan.carbon.CarbonRates;
import org.bloomery.plan.carbon.Footprint;
import org.bloomery.plan.carbon.GridIntensity;
import org.bloomery.plan.carbon.MachinePower;
import org.bloomery.plan.device.Device;
import org.bloomery.plan.figure.Assumption;
import org.bloomery.plan.figure.Assumptions;
import org.jspecify.annotations.Nullable;

/// What the run costs the climate.
///
/// @param grid the country's, or the world's
/// @param gramsPerKilowattHour that were reckoned with
/// @param gramsSource where these come from
/// @param gramsStated whether the run file states them, whatever the grid's are
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
    String gramsSource,
    boolean gramsStated,
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
    Power power = power(device, cluster, assumed);
    double deviceHours = hours * cluster.devices();
    int perServer = cluster.devicesPerNode();
    CarbonRates rates = CarbonRates.of(assumed, grid, perServer);
    boolean stated = assumed.isStated(CarbonRates.WORLD_GRAMS);
    return new CarbonPart(
        grid,
        rates.gramsPerKilowattHour(),
        stated ? statedGrams(grid) : grid.source(),
        stated,
        deviceHours,
        power.kilowatts(),
        power.source(),
        Footprint.of(deviceHours, power.kilowatts(), rates),
        Footprint.of(deviceHours, power.low(), CarbonRates.low(assumed, grid, perServer)),
        Footprint.of(deviceHours, power.high(), CarbonRates.high(assumed, grid, perServer)),
        tokens);
  }

  /// Where the intensity holds, for the line beside it.
  public String place() {
    return gramsStated ? "run file" : grid.country() + ", " + grid.year();
  }

  private static String statedGrams(GridIntensity grid) {
    return "run file, plan.assume."
        + CarbonRates.WORLD_GRAMS.name()
        + "; without it "
        + Amounts.text(grid.gramsPerKilowattHour())
        + " g/kWh ("
        + grid.country()
        + ", "
        + grid.year()
        + "): "
        + grid.source();
  }

  /// Of one device, in kilowatts.
  private record Power(double kilowatts, double low, double high, String source) {
    static Power known(double kilowatts, String source) {
      return new Power(kilowatts, kilowatts, kilowatts, source);
    }
  }

  private static Power power(Device device, ClusterSettings cluster, Assumptions assumed) {
    Assumption watts = CarbonRates.DEVICE_WATTS;
    Double board = device.boardWatts();
    if (assumed.isStated(watts)) {
      String without =
          board == null ? "" : "; without it the board's " + Amounts.text(board) + " W";
      return Power.known(
          assumed.of(watts) / 1000, "run file, plan.assume." + watts.name() + without);
    }
    if (board != null) {
      return Power.known(board / 1000, "the most that the board draws: " + device.source());
    }
    // The machine that plans is the cluster's only where the run file says so.
    return cluster.isThisMachine()
        ? Power.known(machineKilowatts(device), MachinePower.SOURCE)
        : new Power(
            watts.value() / 1000,
            watts.low() / 1000,
            watts.high() / 1000,
            "assumed, for no watts of "
                + device.label()
                + " are known (plan.assume."
                + watts.name()
                + "): "
                + watts.source());
  }

  private static double machineKilowatts(Device device) {
    return MachinePower.estimate(
            Runtime.getRuntime().availableProcessors(),
            1,
            device.memoryBytes() / (double) (1 << 30))
        .kilowatts();
  }
}
