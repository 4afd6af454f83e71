package org.bloomery.artifact.page;

/// The axes of an [XyChart], with what is drawn from edge to edge.
///
/// @param area between the axes
record PlaneFrame(Axis x, Axis y, Box area, Scale xScale, Scale yScale) {
  private static final double UPRIGHT_LABEL = 22;
  private static final double TICK_GAP = 7;

  /// A frame for all that a chart shows.
  ///
  /// @param box from the left edge of the picture to the end of the x axis
  static PlaneFrame of(XyChart chart, Box box) {
    double[] xs = range(chart, true);
    double[] ys = range(chart, false);
    Axis y = chart.y().axis(ys[0], ys[1], box.bottom(), box.y());
    double widest = 0;
    for (double tick : y.ticks()) {
      widest = Math.max(widest, Letters.width(chart.y().tick().apply(tick)));
    }
    double left = UPRIGHT_LABEL + widest + TICK_GAP;
    Axis x = chart.x().axis(xs[0], xs[1], left, box.right());
    Box area = new Box(left, box.y(), box.right() - left, box.height());
    return new PlaneFrame(x, y, area, chart.x(), chart.y());
  }

  static double[] range(XyChart chart, boolean across) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Layer.Point point : chart.places()) {
      double value = across ? point.x() : point.y();
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    for (Layer layer : chart.layers()) {
      if (layer instanceof Layer.Limit limit && limit.upright() == across) {
        low = Math.min(low, limit.value());
        high = Math.max(high, limit.value() * 1.04);
      }
    }
    return new double[] {low, high};
  }

  void draw(Svg svg, double width) {
    for (double tick : y.ticks()) {
      double at = y.place(tick);
      svg.path("grid", line(area.x(), at) + "H" + Svg.number(area.right()));
      svg.text("tick", "end", area.x() - TICK_GAP, at + 4, yScale.tick().apply(tick));
    }
    new BottomAxis(x, x.ticks(), xScale.label(), xScale.tick(), width)
        .draw(svg, area.y(), area.bottom());
    svg.uprightText("tick", 14, area.y() + area.height() / 2, yScale.label());
  }

  private static String line(double fromX, double fromY) {
    return "M" + Svg.number(fromX) + " " + Svg.number(fromY);
  }

  /// Labels keep off the line of a limit.
  void reserve(PointLabels labels, Layer.Limit limit) {
    double from = limit.upright() ? area.y() : area.x();
    double to = limit.upright() ? area.bottom() : area.right();
    for (double at = from; at < to; at += 6) {
      labels.avoid(
          limit.upright() ? x.place(limit.value()) : at,
          limit.upright() ? at : y.place(limit.value()));
    }
  }

  /// A heavy line with strokes on its forbidden side, and its label on the other.
  void limit(Svg svg, PointLabels labels, Layer.Limit limit) {
    StringBuilder strokes = new StringBuilder();
    double width = Letters.width(limit.label()) + 8;
    Box label;
    if (limit.upright()) {
      double at = x.place(limit.value());
      svg.named("limit", limit.label(), line(at, area.y()) + "V" + Svg.number(area.bottom()));
      for (double y = area.y() + 4; y < area.bottom(); y += 8) {
        strokes.append(line(at, y)).append("l6-6");
      }
      label = new Box(Math.max(at - width - 4, area.x() + 2), area.y() + 3, width, Letters.HEIGHT);
    } else {
      double at = y.place(limit.value());
      svg.named("limit", limit.label(), line(area.x(), at) + "H" + Svg.number(area.right()));
      for (double x = area.x(); x < area.right() - 4; x += 8) {
        strokes.append(line(x, at)).append("l6-6");
      }
      label = new Box(area.x() + 4, at + 4, width, Letters.HEIGHT);
    }
    svg.path("limit-side", strokes.toString());
    while (!labels.isFree(label)) {
      label = new Box(label.x(), label.y() + Letters.HEIGHT, width, Letters.HEIGHT);
    }
    labels.take(label);
    svg.text("label over", "middle", label.x() + width / 2, label.y() + 11, limit.label());
  }

  /// A star with lines to both axes.
  void marker(Svg svg, Layer.Marker marker) {
    double atX = x.place(marker.x());
    double atY = y.place(marker.y());
    svg.path("drop", line(area.x(), atY) + "H" + Svg.number(atX) + "V" + Svg.number(area.bottom()));
    svg.at(atX, atY, Mark.STAR.markup());
  }
}
