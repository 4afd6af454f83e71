package org.bloomery.artifact.page;

import java.util.List;
import java.util.TreeSet;
import java.util.function.DoubleFunction;

/// A picture of curves. They are told apart by dashes and by a label at their end, so that the
/// picture needs no colours; it grows with the number of labels.
public final class LineChart {
  private static final double LEAST_HEIGHT = 360;
  private static final double LEFT = 48;
  private static final double LEAST_RIGHT = 104;
  private static final double LEAD = 20;
  private static final double TOP = 14;
  private static final double BOTTOM = 46;
  static final List<String> DASHES =
      List.of("none", "7 3", "2 3", "10 3 2 3", "4 2", "12 4", "1 2", "8 2 2 2 2 2");

  /// One curve.
  ///
  /// @param faint drawn thin behind the others
  public record Curve(String label, boolean faint, List<double[]> points) {}

  /// The words of a picture.
  ///
  /// @param description what a person hears who does not see it
  public record Titles(String title, String description, String xLabel, String yLabel) {}

  private final double width;
  private final double height;
  private final double right;
  private final Axis x;
  private final Axis y;
  private final List<Double> xTicks;
  private final boolean doublings;

  private LineChart(List<Curve> curves, boolean doublings, double width) {
    this.width = width;
    double longest = width == Drawing.ROOMY ? LEAST_RIGHT : 0;
    for (Curve curve : curves) {
      longest = Math.max(longest, Letters.width(curve.label()) + LEAD);
    }
    right = Math.min(longest, width / 2);
    this.doublings = doublings;
    height = Math.max(LEAST_HEIGHT, TOP + Letters.HEIGHT * curves.size() + BOTTOM);
    TreeSet<Double> places = new TreeSet<>();
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Curve curve : curves) {
      for (double[] point : curve.points()) {
        places.add(point[0]);
        low = Math.min(low, point[1]);
        high = Math.max(high, point[1]);
      }
    }
    x =
        doublings
            ? Axis.logarithmic(
                places.getFirst(),
                Math.max(places.getLast(), 2 * places.getFirst()),
                LEFT,
                width - right)
            : Axis.linear(0, Math.max(places.getLast(), 1), LEFT, width - right);
    xTicks = doublings ? List.copyOf(places) : x.ticks();
    y = Axis.around(low, high, height - BOTTOM, TOP);
  }

  /// The picture, or nothing when there is nothing to draw.
  public static String draw(Titles titles, List<Curve> curves) {
    return draw(titles, curves, false);
  }

  /// The picture of few measurements each about twice as far as the one before: a logarithmic axis
  /// with a tick at each, and a dot at every point.
  public static String overDoublings(Titles titles, List<Curve> curves) {
    return draw(titles, curves, true);
  }

  private static String draw(Titles titles, List<Curve> all, boolean doublings) {
    List<Curve> curves = all.stream().filter(curve -> !curve.points().isEmpty()).toList();
    return curves.isEmpty()
        ? ""
        : Drawing.both(
            titles.title(),
            new LineChart(curves, doublings, Drawing.ROOMY).svg(titles, curves),
            new LineChart(curves, doublings, Drawing.SLIM).svg(titles, curves));
  }

  private String svg(Titles titles, List<Curve> curves) {
    Svg svg = new Svg(width, height, titles.title() + ". " + titles.description());
    grid(svg, titles);
    EndLabels labels = new EndLabels();
    int dash = 0;
    for (Curve curve : curves) {
      String dashes = curve.faint() ? "none" : DASHES.get(dash++ % DASHES.size());
      String type = curve.faint() ? "faint" : "curve";
      svg.curve(type, dashes, curve.label(), path(curve.points()));
      for (double[] point : doublings ? curve.points() : List.<double[]>of()) {
        svg.at(x.place(point[0]), y.place(point[1]), "<circle r=\"2.2\" class=\"point\"/>");
      }
      double[] end = curve.points().getLast();
      labels.add(curve.label(), x.place(end[0]), y.place(end[1]));
    }
    labels.draw(svg, x.to(), TOP, height - 6);
    return svg.close();
  }

  private void grid(Svg svg, Titles titles) {
    for (double tick : y.ticks()) {
      double at = y.place(tick);
      svg.path("grid", "M" + LEFT + " " + Svg.number(at) + "H" + (width - right));
      svg.text("tick", "end", LEFT - 7, at + 4, Numbers.brief(tick));
    }
    DoubleFunction<String> format = doublings ? Numbers::whole : Numbers::brief;
    new BottomAxis(x, xTicks, titles.xLabel(), format, width)
        .draw(svg, height - BOTTOM, height - BOTTOM);
    svg.uprightText("tick", 14, (TOP + height - BOTTOM) / 2, titles.yLabel());
  }

  private String path(List<double[]> points) {
    StringBuilder path = new StringBuilder();
    for (double[] point : points) {
      path.append(path.isEmpty() ? 'M' : 'L');
      path.append(Svg.number(x.place(point[0]))).append(' ');
      path.append(Svg.number(y.place(point[1])));
    }
    return path.toString();
  }
}
