package org.bloomery.artifact.page;

import java.util.ArrayList;
import java.util.List;

/// Swatches with names above a picture, in as many rows as they need.
final class Legend {
  static final double ROW = 20;
  private static final double SWATCH = 22;
  private static final double GAP = 18;

  /// An entry.
  ///
  /// @param swatch markup around the origin, at most 16 wide
  private record Entry(String swatch, String name) {}

  private final List<Entry> entries = new ArrayList<>();

  Legend add(Mark mark, String name) {
    return add(mark.markup(), name);
  }

  Legend add(Hatch hatch, String name) {
    Box box = new Box(-8, -6, 16, 12);
    return add(Svg.part(svg -> hatch.draw(svg, box, name)), name);
  }

  Legend add(String swatch, String name) {
    entries.add(new Entry(swatch, name));
    return this;
  }

  /// Where the picture below may begin.
  double bottom(double left, double right) {
    return entries.isEmpty() ? 10 : places(left, right).getLast()[1] + ROW;
  }

  void draw(Svg svg, double left, double right) {
    List<double[]> places = places(left, right);
    for (int i = 0; i < places.size(); i++) {
      double x = places.get(i)[0];
      double y = places.get(i)[1];
      svg.at(x + 8, y, entries.get(i).swatch());
      svg.text("label", "start", x + SWATCH, y + 4, entries.get(i).name());
    }
  }

  private List<double[]> places(double left, double right) {
    List<double[]> places = new ArrayList<>();
    double x = left;
    double y = 14;
    for (Entry entry : entries) {
      double width = SWATCH + Letters.width(entry.name());
      if (x > left && x + width > right) {
        x = left;
        y += ROW;
      }
      places.add(new double[] {x, y});
      x += width + GAP;
    }
    return places;
  }
}
