package org.bloomery.plan.layout.calibration;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Spearman's rank correlation; equal values share the mean of their ranks.
final class RankCorrelation {
  private RankCorrelation() {}

  /// 1 for the same order, −1 for the reverse; NaN where one side is constant.
  static double of(double[] left, double[] right) {
    double[] a = ranks(left);
    double[] b = ranks(right);
    double meanRank = (a.length + 1) / 2.0;
    double both = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      both += (a[i] - meanRank) * (b[i] - meanRank);
      aa += (a[i] - meanRank) * (a[i] - meanRank);
      bb += (b[i] - meanRank) * (b[i] - meanRank);
    }
    return both / Math.sqrt(aa * bb);
  }

  private static double[] ranks(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return IntStream.range(0, values.length)
        .mapToDouble(i -> (first(sorted, values[i]) + last(sorted, values[i])) / 2 + 1)
        .toArray();
  }

  private static double first(double[] sorted, double value) {
    int at = Arrays.binarySearch(sorted, value);
    while (at > 0 && sorted[at - 1] == value) {
      at--;
    }
    return at;
  }

  private static double last(double[] sorted, double value) {
    int at = Arrays.binarySearch(sorted, value);
    while (at < sorted.length - 1 && sorted[at + 1] == value) {
      at++;
    }
    return at;
  }
}
