package org.bloomery.train.guard;

import java.util.Arrays;

/// How far a value lies above the newest values of a series, in robust standard deviations: (x −
/// median) ÷ (1.4826 × median absolute deviation). A few outliers move neither of the two.
final class RobustLevel {
  /// Makes the median absolute deviation of a normal distribution its standard deviation.
  private static final double TO_STANDARD = 1.4826;

  private final double[] values;
  private final double least;
  private int count;

  /// @param window values that are remembered
  /// @param least deviation that is never gone below, so that a very smooth series is not touchy
  RobustLevel(int window, double least) {
    this.values = new double[window];
    this.least = least;
  }

  void add(double value) {
    values[count++ % values.length] = value;
  }

  int size() {
    return Math.min(count, values.length);
  }

  double above(double value) {
    double[] sorted = Arrays.copyOf(values, size());
    double median = median(sorted);
    Arrays.setAll(sorted, i -> Math.abs(sorted[i] - median));
    return (value - median) / Math.max(TO_STANDARD * median(sorted), least);
  }

  private static double median(double[] some) {
    Arrays.sort(some);
    int half = some.length / 2;
    return some.length % 2 == 1 ? some[half] : (some[half - 1] + some[half]) / 2;
  }
}
