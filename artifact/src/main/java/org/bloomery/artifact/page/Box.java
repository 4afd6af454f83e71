package org.bloomery.artifact.page;

/// A rectangle of a picture, from its upper left corner.
record Box(double x, double y, double width, double height) {
  static Box around(double x, double y, double radius) {
    return new Box(x - radius, y - radius, 2 * radius, 2 * radius);
  }

  double right() {
    return x + width;
  }

  double bottom() {
    return y + height;
  }

  boolean meets(Box other) {
    return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
  }

  boolean holds(double pointX, double pointY) {
    return x <= pointX && pointX <= right() && y <= pointY && pointY <= bottom();
  }

  boolean inside(Box other) {
    return other.x <= x && right() <= other.right() && other.y <= y && bottom() <= other.bottom();
  }

  /// Its outline, as data of a path.
  String outline() {
    return "M"
        + Svg.number(x)
        + " "
        + Svg.number(y)
        + "h"
        + Svg.number(width)
        + "v"
        + Svg.number(height)
        + "h"
        + Svg.number(-width)
        + "z";
  }
}
