package org.bloomery.artifact.page;

import java.util.ArrayList;
import java.util.List;

/// Swatches with names above a picture, in as many rows as they need.
final class Legend {
  static final double ROW = 20;
  private static final double SWATCH = 22;
  private static final double LINE_SWATCH = 36;
  private static final double GAP = 18;

  /// An entry.
  ///
  /// @param swatch markup around the origin
  /// @param room what the swatch takes, with the gap before the name
  private record Entry(String swatch, double room, String name) {}

  private record Place(double x, double y, List<String> lines) {}

  private final List<Entry> entries = new ArrayList<>();

  Legend add(Mark mark, String name) {
    return add(mark.markup(), name);
  }

  Legend add(Hatch hatch, String name) {
    Box box = new Box(-8, -6, 16, 12);
    return add(Svg.part(svg -> hatch.draw(svg, box, name)), name);
  }

  Legend add(String swatch, String name) {
    entries.add(new Entry(swatch, SWATCH, name));
    return this;
  }

  /// A line with dashes of its own.
  Legend line(String type, String dashes, String name) {
    String swatch = Svg.part(svg -> svg.curve(type, dashes, name, "M-15 0H15"));
    entries.add(new Entry(swatch, LINE_SWATCH, name));
    return this;
  }

  /// Where the picture below may begin.
  double bottom(double left, double right) {
    if (entries.isEmpty()) {
      return 10;
    }
    Place last = places(left, right).getLast();
    return last.y() + Letters.HEIGHT * (last.lines().size() - 1) + ROW;
  }

  void draw(Svg svg, double left, double right) {
    List<Place> places = places(left, right);
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      Entry entry = entries.get(i);
      svg.at(place.x() + (entry.room() - 6) / 2, place.y(), entry.swatch());
      for (int l = 0; l < place.lines().size(); l++) {
        double y = place.y() + 4 + Letters.HEIGHT * l;
        svg.text("label", "start", place.x() + entry.room(), y, place.lines().get(l));
      }
    }
  }

  private List<Place> places(double left, double right) {
    List<Place> places = new ArrayList<>();
    double x = left;
    double y = 14;
    double height = ROW;
    for (Entry entry : entries) {
      double width = entry.room() + Letters.width(entry.name());
      if (x > left && x + width > right) {
        x = left;
        y += height;
      }
      // Only an entry that is alone in its row can need several lines.
      List<String> lines = Letters.wrap(entry.name(), right - left - entry.room());
      height = ROW + Letters.HEIGHT * (lines.size() - 1);
      places.add(new Place(x, y, lines));
      x += width + GAP;
    }
    return places;
  }
}
