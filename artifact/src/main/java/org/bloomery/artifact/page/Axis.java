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

  /// An axis for positive values over decades, with a little room at its ends.
  public static Axis aroundRatios(double smallest, double largest, double from, double to) {
    double room = Math.max(Math.pow(largest / smallest, 0.04), 1.02);
    return logarithmic(smallest / room, largest * room, from, to);
  }

  /// Round values between the ends: powers of ten over many decades, with their double and fivefold
  /// over few; equal steps below one decade.
  public List<Double> ticks() {
    if (!logarithmic || high < 8 * low) {
      return steps();
    }
    double decades = Math.log10(high / low);
    int stride = (int) Math.ceil(decades / 9);
    double[] leads = decades > 3 ? new double[] {1} : new double[] {1, 2, 5};
    List<Double> ticks = new ArrayList<>();
    int first = (int) Math.floor(Math.log10(low));
    for (int power = Math.ceilDiv(first, stride) * stride - stride; ; power += stride) {
      for (double lead : leads) {
        double tick = Double.parseDouble((int) lead + "e" + power);
        if (tick > high) {
          return ticks;
        }
        if (tick >= low) {
          ticks.add(tick);
        }
      }
    }
  }

  private List<Double> steps() {
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
    // A span made of steps must give the same steps again, whatever the last digits.
    double lead = rough / power * (1 - 1e-9);
    return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
  }
}
