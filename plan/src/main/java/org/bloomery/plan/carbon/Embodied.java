package org.bloomery.plan.carbon;

import org.bloomery.artifact.RunFileException;

/// What making the machines emitted, spread over the hours that they will work.
///
/// @param deviceKilograms for one accelerator
/// @param serverKilograms for the server around it
/// @param devicesPerServer that share one server
/// @param years of service
/// @param use share of these years in which it computes
public record Embodied(
    double deviceKilograms,
    double serverKilograms,
    int devicesPerServer,
    double years,
    double use) {
  public static final String SOURCE =
      "(accelerator + server ÷ accelerators) ÷ (years × 8,760 h × use): Luccioni et al. 2022,"
          + " arXiv 2211.02001";

  public Embodied {
    if (devicesPerServer < 1 || !(years > 0) || !(use > 0 && use <= 1)) {
      throw new RunFileException(
          "hardware of "
              + devicesPerServer
              + " devices a server, "
              + years
              + " years and a use of "
              + use
              + " cannot be spread over hours; all must be above zero and the use at most 1");
    }
  }

  /// Of a chip alone, by its area (Faiz et al. 2023, "LLMCarbon", arXiv 2309.14393).
  public static double dieKilograms(double squareCentimetres, double kilogramsPerSquareCentimetre) {
    return squareCentimetres * kilogramsPerSquareCentimetre;
  }

  private double serviceHours() {
    return years * 8760 * use;
  }

  public double deviceKilogramsPerHour() {
    return deviceKilograms / serviceHours();
  }

  /// Of a whole server.
  public double serverKilogramsPerHour() {
    return serverKilograms / serviceHours();
  }

  public double deviceKilograms(double deviceHours) {
    return deviceKilogramsPerHour() * deviceHours;
  }

  public double serverKilograms(double deviceHours) {
    return serverKilogramsPerHour() * deviceHours / devicesPerServer;
  }

  /// Of a run of `deviceHours`.
  public double kilograms(double deviceHours) {
    return deviceKilograms(deviceHours) + serverKilograms(deviceHours);
  }
}
