package org.bloomery.publish.report;

import java.util.List;

/// A picture with a row a language and a mark a measure on one scale. Marks differ in shape.
final class DotPlot {
  private static final double WIDTH = 760;
  private static final double LEFT = 64;
  private static final double RIGHT = 20;
  private static final double TOP = 34;
  private static final double ROW = 26;
  private static final double BOTTOM = 40;
  private static final double CHARACTER = 7;

  /// @param values one a mark; NaN where there is none
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Row(String label, double[] values) {}

  /// The shapes of the marks, centred on the origin.
  private static final List<String> SHAPES =
      List.of(
          "<circle r=\"5\" class=\"hollow\"/>",
          "<circle r=\"5.5\" class=\"solid\"/>",
          "<path d=\"M0-6L6 0 0 6-6 0Z\" class=\"hollow\"/>",
          "<path d=\"M0-6L6 0 0 6-6 0Z\" class=\"half\"/>");

  private DotPlot() {}

  static String draw(String title, String unit, List<String> marks, List<Row> rows) {
    if (rows.isEmpty()) {
      return "";
    }
    double height = TOP + ROW * rows.size() + BOTTOM;
    Axis x = Axis.around(0, largest(rows), LEFT, WIDTH - RIGHT);
    Svg svg = new Svg(WIDTH, height, title + "; the table below has the numbers");
    legend(svg, marks);
    for (double tick : x.ticks()) {
      String at = Svg.number(x.place(tick));
      svg.path("grid", "M" + at + " " + TOP + "V" + Svg.number(height - BOTTOM));
      svg.text("tick", "middle", x.place(tick), height - BOTTOM + 16, Numbers.brief(tick));
    }
    svg.text("tick", "middle", (LEFT + WIDTH - RIGHT) / 2, height - 6, unit);
    for (int r = 0; r < rows.size(); r++) {
      row(svg, x, rows.get(r), TOP + ROW * (r + 0.5));
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

  private static void legend(Svg svg, List<String> marks) {
    double at = LEFT + 6;
    for (int m = 0; m < marks.size(); m++) {
      svg.at(at, 14, SHAPES.get(m)).text("label", "start", at + 11, 18, marks.get(m));
      at += 40 + CHARACTER * marks.get(m).length();
    }
  }

  private static void row(Svg svg, Axis x, Row row, double y) {
    svg.text("label", "end", LEFT - 12, y + 4, row.label());
    svg.path("rail", "M" + Svg.number(x.from()) + " " + Svg.number(y) + "H" + Svg.number(x.to()));
    for (int m = 0; m < row.values().length; m++) {
      if (Double.isFinite(row.values()[m])) {
        svg.at(x.place(row.values()[m]), y, SHAPES.get(m));
      }
    }
  }
}
