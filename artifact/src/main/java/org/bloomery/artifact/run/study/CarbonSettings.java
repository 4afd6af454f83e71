package org.bloomery.artifact.run.study;

import org.bloomery.artifact.Require;

/// Where the electricity comes from. Power, overheads and hardware are assumptions.
///
/// @param grid two or three letters of ISO 3166 for a country in the plan room's table of grids,
///   for example `fr`; or `world`
public record CarbonSettings(String grid) {
  /// The mean of all countries.
  public static final String WORLD = "world";

  public CarbonSettings {
    Require.that(
        grid.matches("[A-Za-z]{2,3}|world"),
        "grid = \"" + grid + "\" must be two or three letters of a country, or \"world\"");
  }
}
