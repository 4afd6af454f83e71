package org.bloomery.plan.study;

import org.bloomery.plan.layout.Layout;
import org.bloomery.plan.layout.LayoutMemory;
import org.bloomery.plan.layout.StepTime;
import org.bloomery.plan.shape.Shape;

/// A shape in a layout, with what that costs.
///
/// @param parameters of the shape
/// @param depthShare of the compute that a shape of another depth would need for the same loss, see
///   [org.bloomery.plan.shape.ShapeScore#depthShare]
/// @param fits whether the upper edge of the memory's band is below the device's memory
public record PlacedShape(
    Shape shape,
    long parameters,
    double depthShare,
    Layout layout,
    StepTime time,
    LayoutMemory memory,
    boolean fits) {

  /// Operations a second and device that count: the model's own, less what its depth wastes. Shapes
  /// of slightly different sizes compare by it.
  public double usefulFlopsPerSecond() {
    return time.modelFlopsPerSecondPerDevice() * depthShare;
  }

  /// The share of another's [#usefulFlopsPerSecond] that this one lacks.
  double behind(PlacedShape other) {
    return 1 - usefulFlopsPerSecond() / other.usefulFlopsPerSecond();
  }

  public String shapeText() {
    return shape.layers()
        + " × "
        + shape.hidden()
        + ", "
        + shape.heads()
        + (shape.heads() == 1 ? " head" : " heads");
  }
}
