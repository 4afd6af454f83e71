package org.bloomery.plan.carbon;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.bloomery.plan.figure.Assumption;
import org.bloomery.plan.figure.Assumptions;

/// What a footprint assumes about the site.
///
/// @param powerShare power drawn ÷ power of the data sheet
/// @param idleShare energy of machines that wait ÷ energy of the computation
/// @param pue energy of the whole site ÷ energy of its computers
/// @param gramsPerKilowattHour of the grid
/// @param embodied of the hardware
public record CarbonRates(
    double powerShare,
    double idleShare,
    double pue,
    double gramsPerKilowattHour,
    Embodied embodied) {
  public static final Assumption POWER_SHARE =
      new Assumption(
              "powerShare",
              "power drawn ÷ power of the data sheet",
              1.0,
              0.54,
              1.14,
              "",
              "Luccioni et al. 2022 take all of it; range: Switch 245 of 450 W a TPUv3 to XLM 342 for"
                  + " 300 W a V100 with its part of the server (Patterson et al. 2021)")
          .within(0.01, 2);

  /// What a run file states overrules the catalogue, too: a meter knows better than a data sheet.
  public static final Assumption DEVICE_WATTS =
      new Assumption(
          "deviceWatts",
          "power of a device whose maker publishes none",
          262,
          192,
          700,
          "W",
          "a range of ours: TPU v4 192 W and TPU v3 262 W, the most that Google measured (Google"
              + " Cloud documentation), to an H100's 700 W");

  public static final Assumption IDLE_SHARE =
      new Assumption(
          "idleShare",
          "energy of waiting machines ÷ energy of the computation",
          0.592,
          0,
          0.6,
          "",
          "BLOOM: 256,646 kWh beside 433,196 kWh (Luccioni et al. 2022, §4.2.2); none where nodes"
              + " are switched off between jobs");

  public static final Assumption PUE =
      new Assumption(
              "pue",
              "energy of the site ÷ energy of its computers",
              1.2,
              1.1,
              1.58,
              "",
              "Jean Zay, IDRIS (Luccioni et al. 2022); Google's sites 1.1; mean of Uptime Institute's"
                  + " survey of 2023 1.58")
          .within(1, 10);

  public static final Assumption WORLD_GRAMS =
      new Assumption(
              "gramsPerKilowattHour",
              "grid intensity where no country is named",
              475,
              28,
              713,
              "g/kWh",
              "IEA, Global Energy & CO₂ Status Report 2019 (world mean of 2018), as in codecarbon;"
                  + " Iceland to India")
          .within(0.1, 2000);

  public static final Assumption DEVICE_KILOGRAMS =
      new Assumption(
              "embodiedDeviceKilograms",
              "CO₂e of making an accelerator",
              150,
              10,
              318,
              "kg",
              "Luccioni et al. 2022; the chip alone: Faiz et al. 2023, V100 9.8 kg; with memory and"
                  + " its part of the server: Chien et al. 2023, A100 318 kg")
          .atLeast(0);

  public static final Assumption SERVER_KILOGRAMS =
      new Assumption(
              "embodiedServerKilograms",
              "CO₂e of making a server without accelerators",
              2500,
              1000,
              4000,
              "kg",
              "Luccioni et al. 2022, from an HPE Apollo 6500 of 8 A100; range: margin of ours")
          .atLeast(0);

  public static final Assumption SERVICE_YEARS =
      new Assumption(
          "serviceYears",
          "years of service of the hardware",
          6,
          4,
          8,
          "years",
          "Luccioni et al. 2022; range: margin of ours");

  public static final Assumption SERVICE_USE =
      new Assumption(
              "serviceUse",
              "share of these years in which it computes",
              0.85,
              0.5,
              1,
              "",
              "Luccioni et al. 2022; range: margin of ours")
          .ofOne();

  public static final List<Assumption> ASSUMED =
      List.of(
          POWER_SHARE,
          DEVICE_WATTS,
          IDLE_SHARE,
          PUE,
          WORLD_GRAMS,
          DEVICE_KILOGRAMS,
          SERVER_KILOGRAMS,
          SERVICE_YEARS,
          SERVICE_USE);

  /// The values to plan with.
  ///
  /// @param grid the country's, which a stated `gramsPerKilowattHour` overrules
  public static CarbonRates of(Assumptions assumptions, GridIntensity grid, int devicesPerServer) {
    return of(assumptions, grid, devicesPerServer, Assumption::value, false);
  }

  /// The cleanest site that the sources support; what the run file states stays.
  public static CarbonRates low(Assumptions assumptions, GridIntensity grid, int devicesPerServer) {
    return of(assumptions, grid, devicesPerServer, Assumption::low, false);
  }

  /// The dirtiest site that the sources support; what the run file states stays.
  public static CarbonRates high(
      Assumptions assumptions, GridIntensity grid, int devicesPerServer) {
    return of(assumptions, grid, devicesPerServer, Assumption::high, true);
  }

  private static CarbonRates of(
      Assumptions assumptions,
      GridIntensity grid,
      int devicesPerServer,
      ToDoubleFunction<Assumption> end,
      boolean dirtiest) {
    ToDoubleFunction<Assumption> value =
        assumption ->
            assumptions.isStated(assumption)
                ? assumptions.of(assumption)
                : end.applyAsDouble(assumption);
    // Long and full service emits less an hour, so these two ends change places.
    ToDoubleFunction<Assumption> service =
        assumption ->
            assumptions.isStated(assumption) || end.applyAsDouble(assumption) == assumption.value()
                ? assumptions.of(assumption)
                : dirtiest ? assumption.low() : assumption.high();
    return new CarbonRates(
        value.applyAsDouble(POWER_SHARE),
        value.applyAsDouble(IDLE_SHARE),
        value.applyAsDouble(PUE),
        assumptions.isStated(WORLD_GRAMS)
            ? assumptions.of(WORLD_GRAMS)
            : grid.isWorld() ? end.applyAsDouble(WORLD_GRAMS) : grid.gramsPerKilowattHour(),
        new Embodied(
            value.applyAsDouble(DEVICE_KILOGRAMS),
            value.applyAsDouble(SERVER_KILOGRAMS),
            devicesPerServer,
            service.applyAsDouble(SERVICE_YEARS),
            service.applyAsDouble(SERVICE_USE)));
  }
}
