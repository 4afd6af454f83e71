package org.bloomery.artifact.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Draws an [XyChart].
final class XyDrawing {
  private static final double HEIGHT = 380;
  private static final double SLIM_HEIGHT = 300;
  private static final double RADIUS = 8;

  /// Where there is little room, a label far from its point only disturbs.
  private static final double SLIM_DEAREST = 50;

  /// From this share of the width on, a curve goes up to the margin.
  private static final double EDGE = 0.9;

  private final XyChart chart;
  private final double width;
  private final boolean slim;
  private final Legend legend = new Legend();
  private final EndLabels ends = new EndLabels();
  private final PlaneFrame frame;
  private final PointLabels labels;
  private final Svg svg;
  private int dash;

  XyDrawing(XyChart chart, double width) {
    this.chart = chart;
    this.width = width;
    slim = width < Drawing.ROOMY;
    double margin = 0;
    int lines = 0;
    for (Layer layer : chart.layers()) {
      switch (layer) {
        case Layer.Band band ->
            legend.add("<path class=\"band\" d=\"M-8-6h16v12h-16z\"/>", band.label());
        case Layer.Points points -> legend.add(points.mark(), points.label());
        case Layer.Curve curve when slim -> legend.line("curve", dashes(lines++), curve.label());
        case Layer.Curve curve when endsAtEdge(curve) ->
            margin = Math.max(margin, Letters.width(curve.label()));
        case Layer.Front front when slim -> legend.line("front", "none", front.label());
        case Layer.Front front -> margin = Math.max(margin, Letters.width(front.label()));
        case Layer.Curve _, Layer.Limit _, Layer.Marker _ -> {}
      }
    }
    double right = width - (margin == 0 ? 16 : Math.min(margin, 240) + 22);
    double top = legend.bottom(legendLeft(), width) + 4;
    frame = PlaneFrame.of(chart, new Box(0, top, right, slim ? SLIM_HEIGHT : HEIGHT));
    labels = new PointLabels(frame.area(), slim ? SLIM_DEAREST : Double.POSITIVE_INFINITY);
    double bottom = frame.area().bottom() + BottomAxis.height(chart.x().label(), width);
    svg = new Svg(width, bottom, chart.titles().spoken());
  }

  String svg() {
    legend.draw(svg, legendLeft(), width);
    frame.draw(svg, width);
    chart.layers().forEach(this::reserve);
    chart.layers().forEach(this::draw);
    chart.layers().forEach(this::write);
    ends.draw(svg, frame.area().right(), frame.area().y() + 4, frame.area().bottom());
    return svg.close();
  }

  private static String dashes(int curve) {
    return LineChart.DASHES.get(curve % LineChart.DASHES.size());
  }

  private double legendLeft() {
    return slim ? 8 : 60;
  }

  private double left(Layer.Point point) {
    return frame.x().place(point.x());
  }

  private double top(Layer.Point point) {
    return frame.y().place(point.y());
  }

  /// Tells the labels what they must not, or should not, cover.
  private void reserve(Layer layer) {
    switch (layer) {
      case Layer.Points points -> {
        boolean named = points.points().stream().anyMatch(point -> !point.label().isEmpty());
        for (Layer.Point point : chart.shown(points.points())) {
          if (named) {
            labels.mark(left(point), top(point), 6);
          } else {
            labels.avoid(left(point), top(point));
          }
        }
      }
      case Layer.Marker marker ->
          labels.mark(frame.x().place(marker.x()), frame.y().place(marker.y()), 9);
      case Layer.Curve curve -> avoid(chart.shown(curve.points()));
      case Layer.Front front -> avoid(front(chart.shown(front.points())));
      case Layer.Limit limit -> frame.reserve(labels, limit);
      case Layer.Band _ -> {}
    }
  }

  /// Labels keep off a line at every few pixels of it.
  private void avoid(List<Layer.Point> line) {
    for (int i = 1; i < line.size(); i++) {
      double fromX = left(line.get(i - 1));
      double fromY = top(line.get(i - 1));
      double acrossX = left(line.get(i)) - fromX;
      double acrossY = top(line.get(i)) - fromY;
      int pieces = (int) Math.ceil(Math.hypot(acrossX, acrossY) / 6) + 1;
      for (int p = 0; p <= pieces; p++) {
        labels.avoid(fromX + acrossX * p / pieces, fromY + acrossY * p / pieces);
      }
    }
  }

  private void draw(Layer layer) {
    switch (layer) {
      case Layer.Band band -> band(band);
      case Layer.Curve curve -> {
        List<Layer.Point> line = chart.shown(curve.points());
        if (!line.isEmpty()) {
          String dashes = dashes(dash++);
          svg.curve("curve", dashes, curve.label(), path(line));
          if (!slim && endsAtEdge(curve)) {
            ends.add(curve.label(), left(line.getLast()), top(line.getLast()));
          }
        }
      }
      case Layer.Front front -> front(front);
      case Layer.Limit limit -> frame.limit(svg, labels, limit);
      case Layer.Points points -> {
        for (Layer.Point point : chart.shown(points.points())) {
          svg.at(left(point), top(point), points.mark().markup());
        }
      }
      case Layer.Marker marker -> {
        if (chart.x().shows(marker.x()) && chart.y().shows(marker.y())) {
          frame.marker(svg, marker);
        }
      }
    }
  }

  private void band(Layer.Band band) {
    List<Layer.Point> edge = new ArrayList<>();
    List<Layer.Interval> intervals = chart.shownIntervals(band);
    intervals.forEach(each -> edge.add(new Layer.Point(each.x(), each.high())));
    for (Layer.Interval each : intervals.reversed()) {
      edge.add(new Layer.Point(each.x(), each.low()));
    }
    if (!edge.isEmpty()) {
      svg.named("band", band.label(), path(edge) + "Z");
    }
  }

  private void front(Layer.Front front) {
    List<Layer.Point> best = front(chart.shown(front.points()));
    if (best.isEmpty()) {
      return;
    }
    Box area = frame.area();
    StringBuilder path = new StringBuilder("M");
    path.append(Svg.number(left(best.getFirst()))).append(' ').append(Svg.number(area.y()));
    for (Layer.Point point : best) {
      path.append('H').append(Svg.number(left(point))).append('V').append(Svg.number(top(point)));
    }
    path.append('H').append(Svg.number(area.right()));
    svg.curve("front", "none", front.label(), path.toString());
    if (!slim) {
      ends.add(front.label(), area.right(), top(best.getLast()));
    }
  }

  /// The points that no other beats in both directions, by x.
  static List<Layer.Point> front(List<Layer.Point> points) {
    List<Layer.Point> sorted = new ArrayList<>(points);
    sorted.sort(Comparator.comparingDouble(Layer.Point::x).thenComparingDouble(Layer.Point::y));
    List<Layer.Point> front = new ArrayList<>();
    for (Layer.Point point : sorted) {
      if (front.isEmpty() || point.y() < front.getLast().y()) {
        front.add(point);
      }
    }
    return front;
  }

  private void write(Layer layer) {
    switch (layer) {
      case Layer.Points points -> {
        for (Layer.Point point : chart.shown(points.points())) {
          write(left(point), top(point), point.label());
        }
      }
      case Layer.Marker marker ->
          write(frame.x().place(marker.x()), frame.y().place(marker.y()), marker.label());
      case Layer.Curve curve -> {
        List<Layer.Point> line = chart.shown(curve.points());
        if (!line.isEmpty() && !slim && !endsAtEdge(curve)) {
          write(left(line.getLast()), top(line.getLast()), curve.label());
        }
      }
      case Layer.Band _, Layer.Front _, Layer.Limit _ -> {}
    }
  }

  /// Such a curve has its label in the margin, any other inside the picture.
  private boolean endsAtEdge(Layer.Curve curve) {
    List<Layer.Point> line = chart.shown(curve.points());
    double[] range = PlaneFrame.range(chart, true);
    return !line.isEmpty()
        && chart.x().axis(range[0], range[1], 0, 1).place(line.getLast().x()) > EDGE;
  }

  private void write(double x, double y, String label) {
    if (!label.isEmpty() && Double.isFinite(x) && Double.isFinite(y)) {
      labels
          .place(x, y, RADIUS, label)
          .ifPresent(box -> PointLabels.write(svg, box, x, y, RADIUS, label));
    }
  }

  private String path(List<Layer.Point> points) {
    StringBuilder path = new StringBuilder();
    for (Layer.Point point : points) {
      path.append(path.isEmpty() ? 'M' : 'L');
      path.append(Svg.number(left(point))).append(' ').append(Svg.number(top(point)));
    }
    return path.toString();
  }
}
