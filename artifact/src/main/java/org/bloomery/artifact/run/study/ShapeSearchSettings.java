package org.bloomery.artifact.run.study;

import org.bloomery.artifact.Require;
import org.jspecify.annotations.Nullable;

/// Which shapes are compared.
///
/// @param parameters size to look around; absent: as the matrix' floor, else `[plan.laws]`,
///   decides, else that of `[model]`
/// @param tolerance share in (0, 1) by which a shape may be larger or smaller
/// @param minimumLayers absent: none
/// @param maximumLayers absent: none
public record ShapeSearchSettings(
    @Nullable Double parameters,
    double tolerance,
    @Nullable Integer minimumLayers,
    @Nullable Integer maximumLayers) {
  public ShapeSearchSettings {
    Require.positive("parameters", parameters);
    Require.that(
        tolerance > 0 && tolerance < 1, "tolerance = " + tolerance + " must lie in (0, 1)");
    Require.positive("minimumLayers", minimumLayers);
    Require.positive("maximumLayers", maximumLayers);
    Require.that(
        minimumLayers == null || maximumLayers == null || minimumLayers <= maximumLayers,
        "minimumLayers = " + minimumLayers + " is above maximumLayers = " + maximumLayers);
  }
}
