package org.bloomery.artifact.page;

import java.util.List;

/// What an [XyChart] shows, from the back to the front.
public sealed interface Layer {
  String label();

  /// Between two limits along x, as from a bootstrap.
  record Band(String label, List<Interval> intervals) implements Layer {}

  /// Limits of y at a place along x.
  record Interval(double x, double low, double high) {}

  /// A line with its label at its end.
  record Curve(String label, List<Point> points) implements Layer {}

  /// A line in steps through those points that no other beats in both directions, less is better.
  record Front(String label, List<Point> points) implements Layer {}

  /// Points with the same mark, each with a label of its own or none.
  record Points(String label, Mark mark, List<Point> points) implements Layer {}

  /// A line that is not to be crossed.
  ///
  /// @param upright the limit is a value of x, and what is right of it is too much
  record Limit(String label, boolean upright, double value) implements Layer {}

  /// A single point with lines to both axes, as for "this plan".
  record Marker(String label, double x, double y) implements Layer {}

  /// A place.
  ///
  /// @param label written beside it; empty for none
  record Point(double x, double y, String label) {
    public Point(double x, double y) {
      this(x, y, "");
    }
  }
}
