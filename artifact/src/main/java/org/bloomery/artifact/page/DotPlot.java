package org.bloomery.artifact.page;

import java.util.List;

/// A picture with a row a language and a mark a measure on one scale. Marks differ in shape.
public final class DotPlot {
  private static final double LEAST_LEFT = 64;
  private static final double RIGHT = 20;
  private static final double ROW = 26;
  private static final double MARK_WIDTH = 9;
  private static final double[] LANES = {0, -7, 7};

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

  /// The picture for wide windows, and the one for narrow windows.
  public static String draw(String title, String unit, List<String> marks, List<Row> rows) {
    return rows.isEmpty()
        ? ""
        : Drawing.both(
            title,
            picture(Drawing.ROOMY, title, unit, marks, rows),
            picture(Drawing.SLIM, title, unit, marks, rows));
  }

  private static String picture(
      double width, String title, String unit, List<String> marks, List<Row> rows) {
    double left = Math.min(left(rows), width / 3);
    double legendLeft = width == Drawing.SLIM ? 8 : left;
    Legend legend = new Legend();
    for (int m = 0; m < marks.size(); m++) {
      legend.add(MARKS.get(m), marks.get(m));
    }
    double top = legend.bottom(legendLeft, width);
    double bottom = top + ROW * rows.size();
    Axis x = Axis.around(0, largest(rows), left, width - RIGHT);
    Svg svg =
        new Svg(
            width,
            bottom + BottomAxis.height(unit, width),
            title + "; the table below has the numbers");
    legend.draw(svg, legendLeft, width);
    new BottomAxis(x, x.ticks(), unit, Numbers::brief, width).draw(svg, top, bottom);
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
    svg.text("label", "end", x.from() - 12, y + 4, Letters.cut(row.label(), x.from() - 12));
    svg.path("rail", "M" + Svg.number(x.from()) + " " + Svg.number(y) + "H" + Svg.number(x.to()));
    double[] lanes = lanes(x, row.values());
    for (int m = 0; m < row.values().length; m++) {
      if (Double.isFinite(row.values()[m])) {
        svg.at(x.place(row.values()[m]), y + lanes[m], MARKS.get(m).markup());
      }
    }
  }

  /// How far each mark stands from the middle of its row, so that none hides another.
  private static double[] lanes(Axis x, double[] values) {
    double[] lanes = new double[values.length];
    for (int m = 0; m < values.length; m++) {
      for (double lane : LANES) {
        boolean free = true;
        for (int other = 0; other < m; other++) {
          double away = Math.abs(x.place(values[m]) - x.place(values[other]));
          free &= lanes[other] != lane || !(away < MARK_WIDTH);
        }
        if (free) {
          lanes[m] = lane;
          break;
        }
      }
    }
    return lanes;
  }
}
