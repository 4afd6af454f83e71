package org.bloomery.artifact.run.study;

import java.util.List;
import org.bloomery.artifact.Require;
import org.jspecify.annotations.Nullable;

/// The training matrix: tokens by model size and margin.
///
/// @param parameters model sizes, a row each
/// @param margins operations needed over operations planned for, a column each: 1.25 leaves a fifth
///   of the budget for what goes wrong
/// @param floorTokens fewer tokens than this starve the smallest languages; absent: no floor
/// @param safety margin at which the floor must still be met by the size that is chosen; absent: 1,
///   the budget is spent as planned
public record MatrixSettings(
    List<Double> parameters,
    List<Double> margins,
    @Nullable Double floorTokens,
    @Nullable Double safety) {
  public MatrixSettings {
    parameters = List.copyOf(parameters);
    margins = List.copyOf(margins);
    Require.that(!parameters.isEmpty(), "parameters = [] leaves the matrix without rows");
    Require.that(
        !margins.isEmpty(), "margins = [] leaves the matrix without columns; [1.0] is one");
    parameters.forEach(size -> Require.positive("parameters", size));
    margins.forEach(margin ->
        Require.that(
            margin >= 1,
            "margins: " + margin + " is below 1: it would plan more than the budget holds"));
    Require.positive("floorTokens", floorTokens);
    Require.that(
        safety == null || (safety >= 1 && floorTokens != null),
        "safety = " + safety + " must be at least 1, and stands beside floorTokens");
  }
}
