package org.bloomery.plan.law.fit;

import java.util.Arrays;

/// A fitted value and the range that 95 % of the resamplings fall into (percentile bootstrap, Efron
/// 1979).
///
/// @param value from all points
/// @param low the 2.5 % quantile
/// @param high the 97.5 % quantile
public record Interval(double value, double low, double high) {
  static final double LOW = 0.025;
  static final double HIGH = 0.975;

  static Interval of(double value, double[] resampled) {
    double[] sorted = resampled.clone();
    Arrays.sort(sorted);
    return new Interval(value, quantile(sorted, LOW), quantile(sorted, HIGH));
  }

  /// Straight between the order statistics (definition 7 of Hyndman & Fan 1996).
  static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.length - 1);
    double low = sorted[below];
    double high = sorted[above];
    return low == high ? low : low + (place - below) * (high - low);
  }

  boolean contains(double candidate) {
    return low <= candidate && candidate <= high;
  }
}
