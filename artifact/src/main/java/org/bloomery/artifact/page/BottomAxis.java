package org.bloomery.artifact.page;

import java.util.List;
import java.util.function.DoubleFunction;

/// Lines and words along the bottom of a picture; as many ticks have a number as there is room for.
///
/// @param right edge of the picture
record BottomAxis(
    Axis axis, List<Double> ticks, String label, DoubleFunction<String> format, double right) {
  private static final double TICKS = 22;
  private static final double FOOT = 8;
  private static final double ROOM = 6;

  /// What a picture of this width needs below its plane.
  static double height(String label, double right) {
    return TICKS + Letters.HEIGHT * Letters.wrap(label, right).size() + FOOT;
  }

  void draw(Svg svg, double top, double bottom) {
    double free = Double.NEGATIVE_INFINITY;
    for (double tick : ticks) {
      double at = axis.place(tick);
      String line = "M" + Svg.number(at) + " " + Svg.number(top);
      svg.path("grid", line + "V" + Svg.number(bottom + 5));
      String text = format.apply(tick);
      double half = Letters.width(text) / 2;
      if (at - half > free && at + half < right) {
        svg.text("tick", "middle", at, bottom + 18, text);
        free = at + half + ROOM;
      }
    }
    List<String> lines = Letters.wrap(label, right);
    for (int i = 0; i < lines.size(); i++) {
      double half = Letters.width(lines.get(i)) / 2;
      double middle = (axis.from() + axis.to()) / 2;
      // Within the picture, even where that is not the middle of the axis.
      double at = Math.max(half, Math.min(middle, right - half));
      svg.text("tick", "middle", at, bottom + TICKS + Letters.HEIGHT * (i + 1), lines.get(i));
    }
  }
}
