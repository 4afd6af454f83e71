package org.bloomery.artifact.page;

import java.util.ArrayList;
import java.util.List;

/// Maps values to places in a picture, with round tick values.
///
/// @param low value at `from`
/// @param high value at `to`
/// @param logarithmic equal ratios are equally far apart
public record Axis(double low, double high, double from, double to, boolean logarithmic) {

  public double place(double value) {
    double share =
        logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    return from + share * (to - from);
  }

  public static Axis linear(double low, double high, double from, double to) {
    return new Axis(low, high, from, to, false);
  }

  /// An axis for positive values; the caller knows its ticks.
  public static Axis logarithmic(double low, double high, double from, double to) {
    return new Axis(low, high, from, to, true);
  }

  /// An axis whose ends are ticks.
  public static Axis around(double smallest, double largest, double from, double to) {
    double size = Math.max(Math.abs(smallest), Math.abs(largest));
    double span = Math.max(largest - smallest, Math.max(1e-3 * size, 1e-9));
    double step = step(span, 5);
    double low = Math.floor(smallest / step) * step;
    // A single value that is a tick itself needs room, too.
    return linear(low, Math.max(Math.ceil(largest / step) * step, low + step), from, to);
  }

  public List<Double> ticks() {
    double step = step(high - low, 6);
    List<Double> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /// The 1, 2 or 5 times a power of ten that cuts `span` into about `count` pieces.
  private static double step(double span, int count) {
    double rough = span / count;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double lead = rough / power;
    return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
  }
}
