package org.bloomery.artifact.run.study;

/// Where the electricity comes from. Power, overheads and hardware are assumptions.
///
/// @param grid ISO 3166 code of a country in the plan room's table of grids, for example `fr`
public record CarbonSettings(String grid) {
  public CarbonSettings {
    Require.that(
        grid.matches("[a-z]{2}|world"),
        "grid = \"" + grid + "\" must be a country's two letters in lower case, or \"world\"");
  }
}
