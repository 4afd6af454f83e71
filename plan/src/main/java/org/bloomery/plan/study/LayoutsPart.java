package org.bloomery.plan.study;

import java.util.List;
import org.bloomery.plan.layout.Cluster;
import org.jspecify.annotations.Nullable;

/// Where shapes and layouts meet.
///
/// @param cluster the machines, with the links' speeds
/// @param memoryBytes of a device that may be used
/// @param shapes the best shapes, each in its best layout, best first
/// @param layouts of the chosen shape, fastest first
/// @param triedLayouts how many were compared for it
/// @param rejections why others were not: a sentence and how many each
/// @param own the run file's own model in its own layout; absent where it states none
public record LayoutsPart(
    Cluster cluster,
    double memoryBytes,
    List<PlacedShape> shapes,
    List<PlacedShape> layouts,
    int triedLayouts,
    List<Rejection> rejections,
    @Nullable PlacedShape own) {
  /// Layouts that are kept for the page and for plan.json.
  static final int KEPT = 150;

  /// How many layouts fit, also those beyond [#KEPT].
  public int fitting() {
    return triedLayouts - rejections.stream().mapToInt(Rejection::count).sum();
  }

  /// Layouts that one rule turned down.
  public record Rejection(String rule, int count) {}
}
