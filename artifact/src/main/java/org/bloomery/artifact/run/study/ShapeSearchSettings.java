package org.bloomery.artifact.run.study;

import org.jspecify.annotations.Nullable;

/// Which shapes are compared.
///
/// @param parameters size to look around; absent: as the matrix' floor, else `[plan.laws]`,
///   decides, else that of `[model]`
/// @param tolerance share in (0, 1) by which a shape may be larger or smaller
/// @param minimumLayers absent: as few as the search itself tries
/// @param maximumLayers absent: as many as the search itself tries
/// @param minimumHeadSize of one attention head; absent: 64
/// @param maximumHeadSize absent: 256
public record ShapeSearchSettings(
    @Nullable Double parameters,
    double tolerance,
    @Nullable Integer minimumLayers,
    @Nullable Integer maximumLayers,
    @Nullable Integer minimumHeadSize,
    @Nullable Integer maximumHeadSize) {
  public ShapeSearchSettings {
    Require.positive("parameters", parameters);
    Require.that(
        tolerance > 0 && tolerance < 1, "tolerance = " + tolerance + " must lie in (0, 1)");
    Require.positive("minimumLayers", minimumLayers);
    Require.positive("minimumHeadSize", minimumHeadSize);
    ordered("Layers", minimumLayers, maximumLayers);
    ordered("HeadSize", minimumHeadSize, maximumHeadSize);
  }

  private static void ordered(String what, @Nullable Integer low, @Nullable Integer high) {
    Require.positive("maximum" + what, high);
    Require.that(
        low == null || high == null || low <= high,
        "minimum" + what + " = " + low + " is above maximum" + what + " = " + high);
  }
}
