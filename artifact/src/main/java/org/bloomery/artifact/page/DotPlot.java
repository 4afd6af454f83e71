package org.bloomery.artifact.page;

import java.util.List;

/// A picture with a row a language and a mark a measure on one scale. Marks differ in shape.
public final class DotPlot {
  private static final double WIDTH = 760;
  private static final double LEAST_LEFT = 64;
  private static final double RIGHT = 20;
  private static final double ROW = 26;
  private static final double BOTTOM = 40;

  /// A language or the like.
  ///
  /// @param values one a mark; NaN where there is none
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  public record Row(String label, double[] values) {}

  private static final List<Mark> MARKS =
      List.of(
          Mark.CIRCLE,
          Mark.DISC,
          Mark.DIAMOND,
          Mark.FULL_DIAMOND,
          Mark.TRIANGLE,
          Mark.SQUARE,
          Mark.CROSS,
          Mark.PLUS);

  /// How many marks can be told apart.
  public static final int MOST_MARKS = MARKS.size();

  private DotPlot() {}

  public static String draw(String title, String unit, List<String> marks, List<Row> rows) {
    if (rows.isEmpty()) {
      return "";
    }
    double left = left(rows);
    Legend legend = new Legend();
    for (int m = 0; m < marks.size(); m++) {
      legend.add(MARKS.get(m), marks.get(m));
    }
    double top = legend.bottom(left, WIDTH - RIGHT);
    double height = top + ROW * rows.size() + BOTTOM;
    Axis x = Axis.around(0, largest(rows), left, WIDTH - RIGHT);
    Svg svg = new Svg(WIDTH, height, title + "; the table below has the numbers");
    legend.draw(svg, left, WIDTH - RIGHT);
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
      left = Math.max(left, 16 + Letters.width(row.label()));
    }
    return left;
  }

  private static void row(Svg svg, Axis x, Row row, double y) {
    svg.text("label", "end", x.from() - 12, y + 4, row.label());
    svg.path("rail", "M" + Svg.number(x.from()) + " " + Svg.number(y) + "H" + Svg.number(x.to()));
    for (int m = 0; m < row.values().length; m++) {
      if (Double.isFinite(row.values()[m])) {
        svg.at(x.place(row.values()[m]), y, MARKS.get(m).markup());
      }
    }
  }
}
