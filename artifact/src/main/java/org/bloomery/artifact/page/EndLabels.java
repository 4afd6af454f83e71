package org.bloomery.artifact.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Labels in the margin right of a picture, each with a line to the end of its curve, moved apart
/// so that none covers another.
final class EndLabels {
  private record Label(String text, double x, double y) {}

  private final List<Label> labels = new ArrayList<>();

  /// A label for the curve that ends there.
  void add(String text, double x, double y) {
    labels.add(new Label(text, x, y));
  }

  /// Draws the labels right of `margin`, between `top` and `bottom` if there is room for all.
  void draw(Svg svg, double margin, double top, double bottom) {
    List<Label> sorted = new ArrayList<>(labels);
    sorted.sort(Comparator.comparingDouble(Label::y).thenComparing(Label::text));
    double[] places = spread(sorted, top, bottom);
    for (int i = 0; i < places.length; i++) {
      Label label = sorted.get(i);
      svg.path(
          "lead",
          "M"
              + Svg.number(label.x() + 2)
              + " "
              + Svg.number(label.y())
              + "L"
              + Svg.number(margin + 12)
              + " "
              + Svg.number(places[i]));
      svg.text("label", "start", margin + 16, places[i] + 4, label.text());
    }
  }

  /// Moves labels down the picture first and then back up where they would leave it.
  private static double[] spread(List<Label> sorted, double top, double bottom) {
    double[] places = new double[sorted.size()];
    for (int i = 0; i < places.length; i++) {
      double free = i == 0 ? top : places[i - 1] + Letters.HEIGHT;
      places[i] = Math.max(free, sorted.get(i).y());
    }
    double limit = bottom;
    for (int i = places.length - 1; i >= 0; i--) {
      places[i] = Math.min(places[i], limit);
      limit = places[i] - Letters.HEIGHT;
    }
    return places;
  }
}
