package org.bloomery.plan.carbon;

import java.util.List;

/// What other runs reported, to set a plan beside.
///
/// @param name the model
/// @param megawattHours with the site's overhead; the table prints BLOOM's 433 without its 1.2
/// @param gramsPerKilowattHour of its grid
/// @param tonnes as printed
public record PublishedFootprint(
    String name, double megawattHours, double gramsPerKilowattHour, double tonnes) {
  public static final String SOURCE = "Luccioni et al. 2022, arXiv 2211.02001, table 4";

  public static final List<PublishedFootprint> ALL =
      List.of(
          new PublishedFootprint("GPT-3", 1287, 429, 552),
          new PublishedFootprint("Gopher", 1066, 330, 352),
          new PublishedFootprint("OPT", 324, 231, 75),
          new PublishedFootprint("BLOOM", 433 * 1.2, 57, 30));

  /// Energy × intensity, which the printed tonnes round.
  public double recomputedTonnes() {
    return megawattHours * gramsPerKilowattHour / 1000;
  }
}
