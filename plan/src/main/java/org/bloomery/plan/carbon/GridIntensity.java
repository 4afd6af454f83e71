package org.bloomery.plan.carbon;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.TreeMap;
import org.bloomery.artifact.RunFileException;

/// What a kilowatt-hour of a country's electricity emits.
///
/// @param code three letters of ISO 3166, or WORLD
/// @param country its English name
/// @param gramsPerKilowattHour of CO₂ equivalent
/// @param year that it was measured over
/// @param source where it comes from
public record GridIntensity(
    String code, String country, double gramsPerKilowattHour, int year, String source) {
  /// Where no country is named.
  public static final GridIntensity WORLD =
      new GridIntensity(
          "WORLD",
          "world mean",
          CarbonRates.WORLD_GRAMS.value(),
          2018,
          CarbonRates.WORLD_GRAMS.source());

  /// What Luccioni et al. 2022 took for Jean Zay.
  public static final GridIntensity JEAN_ZAY =
      new GridIntensity(
          "FRA", "France, as taken for BLOOM", 57, 2022, "Luccioni et al. 2022, arXiv 2211.02001");

  private static final String SOURCE =
      "Our World in Data (Ember, Energy Institute), as kept in codecarbon,"
          + " data/private_infra/global_energy_mix.json, August 2026";

  private static final Map<String, GridIntensity> ALL = all();

  public boolean isWorld() {
    return code.equals(WORLD.code());
  }

  /// A country's intensity.
  ///
  /// @param code two or three letters of ISO 3166: FR or FRA
  public static GridIntensity of(String code) {
    GridIntensity found = ALL.get(threeLetters(code));
    if (found == null) {
      throw new RunFileException(
          "country "
              + code
              + " has no grid intensity here; known are "
              + String.join(" ", ALL.keySet())
              + "; for another state gramsPerKilowattHour in [plan.assume]");
    }
    return found;
  }

  /// All countries by their three letters.
  public static List<GridIntensity> countries() {
    return List.copyOf(ALL.values());
  }

  /// From a mix of sources, each with its share and grams a kilowatt-hour.
  ///
  /// @param shareByGrams share of the electricity by what that source emits
  public static double ofMix(Map<Double, Double> shareByGrams) {
    double sum = 0;
    for (Map.Entry<Double, Double> part : shareByGrams.entrySet()) {
      sum += part.getKey() * part.getValue();
    }
    return sum;
  }

  private static String threeLetters(String code) {
    String upper = code.toUpperCase(Locale.ROOT);
    if (upper.length() != 2) {
      return upper;
    }
    try {
      return Locale.of("", upper).getISO3Country();
    } catch (MissingResourceException _) {
      // No country has these two letters; the caller says so.
      return upper;
    }
  }

  private static Map<String, GridIntensity> all() {
    Map<String, GridIntensity> all = new TreeMap<>();
    try (InputStream stream = GridIntensity.class.getResourceAsStream("grid.csv")) {
      if (stream == null) {
        throw new IllegalStateException("grid.csv is missing beside " + GridIntensity.class);
      }
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      text.lines()
          .skip(1)
          .map(line -> List.of(line.split(",", -1)))
          .forEach(cells ->
              all.put(
                  cells.get(0),
                  new GridIntensity(
                      cells.get(0),
                      cells.get(1),
                      Double.parseDouble(cells.get(2)),
                      Integer.parseInt(cells.get(3)),
                      SOURCE)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }
}
