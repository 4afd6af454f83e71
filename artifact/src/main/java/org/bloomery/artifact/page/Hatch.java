package org.bloomery.artifact.page;

import java.util.List;

/// Fillings that can be told apart without colour. The lines are cut to their box here instead of
/// by a pattern of SVG, which would need names that are unique in the page.
public enum Hatch {
  DARK,
  RISING,
  PLAIN,
  CROSSED,
  DOTTED,
  LEVEL,
  FALLING,
  UPRIGHT;

  /// In the order in which parts take them.
  static final List<Hatch> ALL = List.of(values());

  private static final double GAP = 6;

  /// Draws a box with this filling and a tooltip.
  void draw(Svg svg, Box box, String name) {
    svg.named(this == DARK ? "part dark" : "part", name, box.outline());
    String lines = lines(box);
    if (!lines.isEmpty()) {
      svg.path(this == DOTTED ? "dots" : "hatch", lines);
    }
  }

  /// The lines alone, as data of a path.
  String lines(Box box) {
    // A box without an inside has no lines, and one without an end has no last one.
    if (!(box.width() > 0 && box.height() > 0)
        || Double.isInfinite(box.right())
        || Double.isInfinite(box.bottom())) {
      return "";
    }
    StringBuilder path = new StringBuilder();
    switch (this) {
      case DARK, PLAIN -> {}
      case RISING -> rising(path, box);
      case FALLING -> falling(path, box);
      case CROSSED -> {
        rising(path, box);
        falling(path, box);
      }
      case LEVEL -> {
        for (double y = first(box.y()); y < box.bottom(); y += GAP) {
          line(path, box.x(), y, box.right(), y);
        }
      }
      case UPRIGHT -> {
        for (double x = first(box.x()); x < box.right(); x += GAP) {
          line(path, x, box.y(), x, box.bottom());
        }
      }
      case DOTTED -> dots(path, box);
    }
    return path.toString();
  }

  private static double first(double from) {
    return (Math.floor(from / GAP) + 1) * GAP;
  }

  /// Lines of equal x + y.
  private static void rising(StringBuilder path, Box box) {
    for (double sum = first(box.x() + box.y()); sum < box.right() + box.bottom(); sum += GAP) {
      double left = Math.max(box.x(), sum - box.bottom());
      double right = Math.min(box.right(), sum - box.y());
      line(path, left, sum - left, right, sum - right);
    }
  }

  /// Lines of equal y − x.
  private static void falling(StringBuilder path, Box box) {
    for (double rest = first(box.y() - box.right()); rest < box.bottom() - box.x(); rest += GAP) {
      double left = Math.max(box.x(), box.y() - rest);
      double right = Math.min(box.right(), box.bottom() - rest);
      line(path, left, left + rest, right, right + rest);
    }
  }

  private static void dots(StringBuilder path, Box box) {
    for (double y = first(box.y()); y < box.bottom() - 1; y += GAP) {
      for (double x = first(box.x()); x < box.right() - 1; x += GAP) {
        path.append('M').append(Svg.number(x)).append(' ').append(Svg.number(y)).append("h0");
      }
    }
  }

  private static void line(StringBuilder path, double x1, double y1, double x2, double y2) {
    path.append('M').append(Svg.number(x1)).append(' ').append(Svg.number(y1));
    path.append('L').append(Svg.number(x2)).append(' ').append(Svg.number(y2));
  }
}
