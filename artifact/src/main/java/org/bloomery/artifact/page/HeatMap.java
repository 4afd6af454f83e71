package org.bloomery.artifact.page;

import java.util.List;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/// A table as a picture: each cell has its number and a shade that grows with it; cells below a
/// floor are hatched and marked ↓, and the floor's boundary is drawn in.
///
/// @param across what the columns are
/// @param down what the rows are
/// @param value how a number is written into its cell
/// @param floor what the numbers should reach
/// @param chosen a cell with a frame around it
public record HeatMap(
    Titles titles,
    String across,
    String down,
    List<String> columns,
    List<Row> rows,
    DoubleFunction<String> value,
    @Nullable Floor floor,
    @Nullable Cell chosen)
    implements Drawing {
  private static final double ROW = 30;
  private static final double MOST_COLUMN = 130;
  private static final double HEAD = 46;

  /// Text keeps a contrast of 4.5 to 1 and more on the darkest shade, by day and in the dark.
  static final double DARKEST = 0.4;

  /// A line of cells.
  ///
  /// @param values one a column; NaN where there is none
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  public record Row(String label, double[] values) {}

  /// What the numbers should reach.
  ///
  /// @param label as in "300B tokens for Niger-Congo languages"
  public record Floor(double value, String label) {}

  /// A place, counted from zero.
  ///
  /// @param label as in "this plan"
  public record Cell(int row, int column, String label) {}

  @Override
  public String picture(double width) {
    if (rows.isEmpty() || columns.isEmpty()) {
      return "";
    }
    double left = Letters.width(down) + 14;
    for (Row row : rows) {
      left = Math.max(left, Letters.width(row.label()) + 14);
    }
    double column = Math.min(MOST_COLUMN, (width - left - 4) / columns.size());
    if (width == SLIM && column < widest()) {
      return "";
    }
    Legend legend = legend();
    List<String> heading = Letters.wrap(across, width);
    double top = legend.bottom(8, width) + HEAD + Letters.HEIGHT * (heading.size() - 1);
    Svg svg = new Svg(width, top + ROW * rows.size() + 4, titles.spoken());
    legend.draw(svg, 8, width);
    for (int i = 0; i < heading.size(); i++) {
      double half = Letters.width(heading.get(i)) / 2;
      double at = Math.max(half, Math.min(left + column * columns.size() / 2, width - half));
      double y = top - 30 - Letters.HEIGHT * (heading.size() - 1 - i);
      svg.text("tick", "middle", at, y, heading.get(i));
    }
    svg.text("tick", "end", left - 10, top - 10, down);
    for (int c = 0; c < columns.size(); c++) {
      svg.text("tick", "middle", left + column * (c + 0.5), top - 10, columns.get(c));
    }
    double[] range = range();
    for (int r = 0; r < rows.size(); r++) {
      svg.text("label", "end", left - 10, top + ROW * (r + 0.5) + 4, rows.get(r).label());
      for (int c = 0; c < columns.size(); c++) {
        cell(svg, new Box(left + column * c, top + ROW * r, column, ROW), r, c, range);
      }
    }
    String edge = edge(left, top, column);
    if (!edge.isEmpty()) {
      svg.path("floor", edge);
    }
    if (chosen != null) {
      Box box = new Box(left + column * chosen.column(), top + ROW * chosen.row(), column, ROW);
      svg.named("chosen", chosen.label(), box.outline());
    }
    return svg.close();
  }

  /// What a column needs at the least.
  private double widest() {
    double widest = 0;
    for (int c = 0; c < columns.size(); c++) {
      widest = Math.max(widest, Letters.width(columns.get(c)));
      for (int r = 0; r < rows.size(); r++) {
        widest = Math.max(widest, Letters.width(written(r, c)));
      }
    }
    return widest + 4;
  }

  private Legend legend() {
    Legend legend = new Legend();
    if (floor != null) {
      Box box = new Box(-8, -6, 16, 12);
      String hatch = Svg.part(svg -> svg.path("below", Hatch.RISING.lines(box)));
      legend.add(hatch, "↓ below the floor: " + floor.label());
      legend.add("<path class=\"floor\" d=\"M-8 0H8\"/>", "the floor");
    }
    if (chosen != null) {
      legend.add("<path class=\"chosen\" d=\"M-7-5h14v10h-14z\"/>", chosen.label());
    }
    return legend;
  }

  private double[] range() {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Row row : rows) {
      for (double value : row.values()) {
        low = Double.isFinite(value) ? Math.min(low, value) : low;
        high = Double.isFinite(value) ? Math.max(high, value) : high;
      }
    }
    return new double[] {low, high};
  }

  private double at(int row, int column) {
    double[] values = rows.get(row).values();
    return column < values.length ? values[column] : Double.NaN;
  }

  private boolean below(int row, int column) {
    return floor != null && at(row, column) < floor.value();
  }

  private String written(int row, int column) {
    double number = at(row, column);
    return Double.isFinite(number) ? (below(row, column) ? "↓ " : "") + value.apply(number) : "–";
  }

  private void cell(Svg svg, Box box, int row, int column, double[] range) {
    double share = range[1] > range[0] ? (at(row, column) - range[0]) / (range[1] - range[0]) : 0;
    if (Double.isFinite(share)) {
      svg.shade(box.outline(), DARKEST * share);
    }
    svg.path("cell", box.outline());
    boolean below = below(row, column);
    if (below) {
      svg.path("below", Hatch.RISING.lines(box));
    }
    svg.text(
        below ? "label over" : "label",
        "middle",
        box.x() + box.width() / 2,
        box.y() + ROW / 2 + 4,
        written(row, column));
  }

  /// Every edge between a cell that reaches the floor and one that does not.
  private String edge(double left, double top, double width) {
    StringBuilder path = new StringBuilder();
    for (int r = 0; r < rows.size(); r++) {
      for (int c = 0; c < columns.size(); c++) {
        String x = Svg.number(left + width * (c + 1));
        String y = Svg.number(top + ROW * (r + 1));
        if (c + 1 < columns.size() && below(r, c) != below(r, c + 1)) {
          path.append('M').append(x).append(' ').append(y).append('v').append(-ROW);
        }
        if (r + 1 < rows.size() && below(r, c) != below(r + 1, c)) {
          path.append('M').append(x).append(' ').append(y).append('h').append(Svg.number(-width));
        }
      }
    }
    return path.toString();
  }

  @Override
  public String table() {
    List<String> header = new java.util.ArrayList<>(List.of(down));
    header.addAll(columns);
    List<List<String>> cells = new java.util.ArrayList<>();
    for (int r = 0; r < rows.size(); r++) {
      List<String> line = new java.util.ArrayList<>(List.of(rows.get(r).label()));
      for (int c = 0; c < columns.size(); c++) {
        line.add(written(r, c));
      }
      cells.add(line);
    }
    String caption = titles.title() + "; columns: " + across;
    return new Html().table(caption, header, cells).toString();
  }
}
