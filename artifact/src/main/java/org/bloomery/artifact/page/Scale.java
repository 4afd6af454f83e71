package org.bloomery.artifact.page;

import java.util.function.DoubleFunction;

/// One direction of a picture.
///
/// @param logarithmic equal ratios are equally far apart; values are positive
/// @param fromZero a linear scale begins at zero
/// @param tick how values are written beside the axis
/// @param value how values are written in a table
public record Scale(
    String label,
    boolean logarithmic,
    boolean fromZero,
    DoubleFunction<String> tick,
    DoubleFunction<String> value) {

  public static Scale linear(String label) {
    return new Scale(label, false, false, Numbers::brief, Numbers::plain);
  }

  public static Scale fromZero(String label) {
    return new Scale(label, false, true, Numbers::brief, Numbers::plain);
  }

  /// Decades written 10²¹, as for operations.
  public static Scale powers(String label) {
    return new Scale(label, true, false, Numbers::power, Numbers::power);
  }

  /// Decades written 1B, 10B, as for parameters and tokens.
  public static Scale sizes(String label) {
    return new Scale(label, true, false, Numbers::size, Numbers::size);
  }

  /// Few decades or less, written plainly, as for losses.
  public static Scale ratios(String label) {
    return new Scale(label, true, false, Numbers::brief, Numbers::plain);
  }

  boolean shows(double value) {
    return Double.isFinite(value) && (!logarithmic || value > 0);
  }

  Axis axis(double smallest, double largest, double from, double to) {
    return logarithmic
        ? Axis.aroundRatios(smallest, largest, from, to)
        : Axis.around(fromZero ? Math.min(0, smallest) : smallest, largest, from, to);
  }
}
