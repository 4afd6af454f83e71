package org.bloomery.plan.carbon;

import org.bloomery.artifact.RunFileException;

/// CO₂ equivalent of a run, by cause.
///
/// Luccioni et al. 2022 ("Estimating the Carbon Footprint of BLOOM", arXiv 2211.02001) sum the
/// computation, idle machines and making the hardware, and give the site's overhead (PUE) apart,
/// for comparison with papers that count nothing else; so does this.
///
/// @param computeKilowattHours of the computation
/// @param idleKilowattHours of machines that wait
/// @param computeKilograms of the computation
/// @param overheadKilograms of the site's cooling and power supply for it
/// @param idleKilograms of machines that wait
/// @param embodiedKilograms of making the hardware
/// @param source the formula and where it comes from
public record Footprint(
    double computeKilowattHours,
    double idleKilowattHours,
    double computeKilograms,
    double overheadKilograms,
    double idleKilograms,
    double embodiedKilograms,
    String source) {
  private static final String SOURCE =
      "device-hours × kW × share drawn × g/kWh, idle energy alike, hardware by the hour: Luccioni"
          + " et al. 2022, arXiv 2211.02001, §4";

  /// Adds up the causes.
  ///
  /// @param deviceHours accelerator-hours
  /// @param deviceKilowatts power of the data sheet of one accelerator
  public static Footprint of(double deviceHours, double deviceKilowatts, CarbonRates rates) {
    if (!(deviceHours >= 0) || !(deviceKilowatts > 0) || !(rates.pue() >= 1)) {
      throw new RunFileException(
          deviceHours
              + " device-hours at "
              + deviceKilowatts
              + " kW with a PUE of "
              + rates.pue()
              + " have no footprint; power must be above zero and a PUE is 1 or more");
    }
    double compute = deviceHours * deviceKilowatts * rates.powerShare();
    double idle = compute * rates.idleShare();
    double kilogramsPerKilowattHour = rates.gramsPerKilowattHour() / 1000;
    double computeKilograms = compute * kilogramsPerKilowattHour;
    return new Footprint(
        compute,
        idle,
        computeKilograms,
        computeKilograms * (rates.pue() - 1),
        idle * kilogramsPerKilowattHour,
        rates.embodied().kilograms(deviceHours),
        SOURCE);
  }

  /// Device-hours that a budget of emissions allows: every part of a footprint grows with them.
  public static double deviceHoursFor(double kilograms, double deviceKilowatts, CarbonRates rates) {
    return kilograms / of(1, deviceKilowatts, rates).totalKilograms();
  }

  /// Computation and the site's overhead: what most papers report.
  public double withOverheadKilograms() {
    return computeKilograms + overheadKilograms;
  }

  /// As Luccioni et al. sum it: without the site's overhead.
  public double withoutOverheadKilograms() {
    return computeKilograms + idleKilograms + embodiedKilograms;
  }

  public double totalKilograms() {
    return withoutOverheadKilograms() + overheadKilograms;
  }

  /// CO₂e of one million training tokens.
  public double gramsPerMillionTokens(double tokens) {
    return totalKilograms() * 1000 / (tokens / 1e6);
  }
}
