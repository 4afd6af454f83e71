package org.bloomery.artifact.page;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/// A bar a row, made of parts that differ by their hatching; numbers stand in the parts that have
/// room for them, and the sum at the end. With a single bar the legend names all numbers.
///
/// @param parts at most as many as there are kinds of [Hatch]
/// @param value how a number is written
/// @param limit what no bar should reach
public record StackedBars(
    Titles titles,
    String unit,
    List<String> parts,
    List<Bar> bars,
    DoubleFunction<String> value,
    @Nullable Limit limit)
    implements Drawing {
  private static final double ROW = 32;
  private static final double THICKNESS = 20;

  /// A row.
  ///
  /// @param values one a part; NaN or zero for none
  /// @param low the least that the sum may be, NaN if not known
  /// @param high the most that the sum may be
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  public record Bar(String label, double[] values, double low, double high) {
    public Bar(String label, double... values) {
      this(label, values, Double.NaN, Double.NaN);
    }

    double sum() {
      double sum = 0;
      for (double value : values) {
        sum += Double.isFinite(value) ? value : 0;
      }
      return sum;
    }

    boolean hasBand() {
      return Double.isFinite(low) && Double.isFinite(high);
    }
  }

  /// A line across all bars.
  public record Limit(double value, String label) {}

  public StackedBars {
    if (parts.size() > Hatch.ALL.size()) {
      throw new IllegalArgumentException(
          parts.size() + " parts, but only " + Hatch.ALL.size() + " can be told apart");
    }
  }

  @Override
  public String picture(double width) {
    if (bars.isEmpty()) {
      return "";
    }
    double left = 14;
    double most = limit == null ? 0 : limit.value();
    double ends = 0;
    for (Bar bar : bars) {
      left = Math.max(left, Letters.width(bar.label()) + 14);
      most = Math.max(most, Math.max(bar.sum(), bar.hasBand() ? bar.high() : 0));
      ends = Math.max(ends, Letters.width(end(bar, width)) + 14);
    }
    left = Math.min(left, width / 3);
    double legendLeft = width == SLIM ? 8 : left;
    Legend legend = legend();
    double top = legend.bottom(legendLeft, width) + (limit == null ? 2 : 22);
    double bottom = top + ROW * bars.size();
    Axis x = Axis.around(0, most, left, width - ends);
    Svg svg = new Svg(width, bottom + BottomAxis.height(unit, width), titles.spoken());
    legend.draw(svg, legendLeft, width);
    new BottomAxis(x, x.ticks(), unit, Numbers::brief, width).draw(svg, top, bottom);
    for (int b = 0; b < bars.size(); b++) {
      bar(svg, x, bars.get(b), top + ROW * b + 4, width);
    }
    if (limit != null) {
      limit(svg, x, limit, top, bottom);
    }
    return svg.close();
  }

  private Legend legend() {
    Legend legend = new Legend();
    for (int p = 0; p < parts.size(); p++) {
      String number =
          bars.size() == 1 && p < bars.getFirst().values().length
              ? " " + value.apply(bars.getFirst().values()[p])
              : "";
      legend.add(Hatch.ALL.get(p), parts.get(p) + number);
    }
    if (bars.stream().anyMatch(Bar::hasBand)) {
      legend.add("<path class=\"whisker\" d=\"M-7 0H7M-7-3V3M7-3V3\"/>", "uncertainty");
    }
    return legend;
  }

  /// The sum, with its band where there is room.
  private String end(Bar bar, double width) {
    return bar.hasBand() && width == ROOMY
        ? value.apply(bar.sum())
            + " ("
            + value.apply(bar.low())
            + "–"
            + value.apply(bar.high())
            + ")"
        : value.apply(bar.sum());
  }

  private void bar(Svg svg, Axis x, Bar bar, double top, double width) {
    double middle = top + THICKNESS / 2;
    svg.text("label", "end", x.from() - 10, middle + 4, Letters.cut(bar.label(), x.from() - 10));
    double sum = 0;
    for (int p = 0; p < Math.min(parts.size(), bar.values().length); p++) {
      double value = bar.values()[p];
      if (!Double.isFinite(value) || value <= 0) {
        continue;
      }
      double from = x.place(sum);
      sum += value;
      Box box = new Box(from, top, x.place(sum) - from, THICKNESS);
      String written = this.value.apply(value);
      Hatch.ALL.get(p).draw(svg, box, parts.get(p) + " " + written);
      if (Letters.width(written) + 8 < box.width()) {
        String type = Hatch.ALL.get(p) == Hatch.DARK ? "label inverse" : "label over";
        svg.text(type, "middle", from + box.width() / 2, middle + 4, written);
      }
    }
    if (bar.hasBand()) {
      String cap = "v-3v6v-3";
      String low = Svg.number(x.place(bar.low()));
      String high = Svg.number(x.place(bar.high()));
      svg.path(
          "whisker", "M" + low + " " + Svg.number(top + THICKNESS + 5) + cap + "H" + high + cap);
    }
    svg.text("label", "start", x.to() + 10, middle + 4, end(bar, width));
  }

  private static void limit(Svg svg, Axis x, Limit limit, double top, double bottom) {
    double at = x.place(limit.value());
    String line = "M" + Svg.number(at) + " " + Svg.number(top - 4) + "V" + Svg.number(bottom);
    svg.named("limit", limit.label(), line);
    double end = Math.max(at + 4, Letters.width(limit.label()));
    svg.text("label", "end", end, top - 9, limit.label());
  }

  @Override
  public String table() {
    List<String> header = new ArrayList<>(List.of(unit));
    header.addAll(parts);
    header.add("sum");
    List<List<String>> rows = new ArrayList<>();
    for (Bar bar : bars) {
      List<String> row = new ArrayList<>(List.of(bar.label()));
      for (int p = 0; p < parts.size(); p++) {
        row.add(p < bar.values().length ? value.apply(bar.values()[p]) : "–");
      }
      row.add(end(bar, ROOMY));
      rows.add(row);
    }
    String limits = limit == null ? "" : "; " + limit.label();
    return new Html().table(titles.title() + limits, header, rows).toString();
  }
}
