package org.bloomery.artifact.page;

import java.util.ArrayList;
import java.util.List;

/// A picture with a row a language and a mark a measure on one scale. Marks differ in shape.
public final class DotPlot {
  private static final double WIDTH = 760;
  private static final double LEAST_LEFT = 64;
  private static final double RIGHT = 20;
  private static final double LEGEND_ROW = 20;
  private static final double ROW = 26;
  private static final double BOTTOM = 40;
  private static final double CHARACTER = 7;

  /// A language or the like.
  ///
  /// @param values one a mark; NaN where there is none
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  public record Row(String label, double[] values) {}

  /// The shapes of the marks, centred on the origin.
  private static final List<String> SHAPES =
      List.of(
          "<circle r=\"5\" class=\"hollow\"/>",
          "<circle r=\"5.5\" class=\"solid\"/>",
          "<path d=\"M0-6L6 0 0 6-6 0Z\" class=\"hollow\"/>",
          "<path d=\"M0-6L6 0 0 6-6 0Z\" class=\"half\"/>",
          "<path d=\"M0-6L6 5H-6Z\" class=\"hollow\"/>",
          "<path d=\"M-5-5H5V5H-5Z\" class=\"half\"/>",
          "<path d=\"M-5-5L5 5M-5 5L5-5\" class=\"hollow\"/>",
          "<path d=\"M0-6V6M-6 0H6\" class=\"hollow\"/>");

  /// How many marks can be told apart.
  public static final int MOST_MARKS = SHAPES.size();

  private DotPlot() {}

  public static String draw(String title, String unit, List<String> marks, List<Row> rows) {
    if (rows.isEmpty()) {
      return "";
    }
    double left = left(rows);
    List<double[]> places = legend(left, marks);
    double top = places.getLast()[1] + LEGEND_ROW;
    double height = top + ROW * rows.size() + BOTTOM;
    Axis x = Axis.around(0, largest(rows), left, WIDTH - RIGHT);
    Svg svg = new Svg(WIDTH, height, title + "; the table below has the numbers");
    for (int m = 0; m < marks.size(); m++) {
      double[] place = places.get(m);
      svg.at(place[0], place[1], SHAPES.get(m));
      svg.text("label", "start", place[0] + 11, place[1] + 4, marks.get(m));
    }
    for (double tick : x.ticks()) {
      String at = Svg.number(x.place(tick));
      svg.path("grid", "M" + at + " " + top + "V" + Svg.number(height - BOTTOM));
      svg.text("tick", "middle", x.place(tick), height - BOTTOM + 16, Numbers.brief(tick));
    }
    svg.text("tick", "middle", (left + WIDTH - RIGHT) / 2, height - 6, unit);
    for (int r = 0; r < rows.size(); r++) {
      row(svg, x, rows.get(r), top + ROW * (r + 0.5));
    }
    return svg.close();
  }

  private static double largest(List<Row> rows) {
    double largest = 0;
    for (Row row : rows) {
      for (double value : row.values()) {
        largest = Double.isFinite(value) ? Math.max(largest, value) : largest;
      }
    }
    return largest;
  }

  private static double left(List<Row> rows) {
    double left = LEAST_LEFT;
    for (Row row : rows) {
      left = Math.max(left, 16 + CHARACTER * row.label().length());
    }
    return left;
  }

  /// Where the marks of the legend go, in as many rows as they need.
  private static List<double[]> legend(double left, List<String> marks) {
    List<double[]> places = new ArrayList<>();
    double x = left + 6;
    double y = 14;
    for (String mark : marks) {
      double width = 40 + CHARACTER * mark.length();
      if (x > left + 6 && x + width > WIDTH) {
        x = left + 6;
        y += LEGEND_ROW;
      }
      places.add(new double[] {x, y});
      x += width;
    }
    return places;
  }

  private static void row(Svg svg, Axis x, Row row, double y) {
    svg.text("label", "end", x.from() - 12, y + 4, row.label());
    svg.path("rail", "M" + Svg.number(x.from()) + " " + Svg.number(y) + "H" + Svg.number(x.to()));
    for (int m = 0; m < row.values().length; m++) {
      if (Double.isFinite(row.values()[m])) {
        svg.at(x.place(row.values()[m]), y, SHAPES.get(m));
      }
    }
  }
}
