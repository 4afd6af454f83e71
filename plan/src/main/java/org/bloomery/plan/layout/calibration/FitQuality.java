package org.bloomery.plan.layout.calibration;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// How far a fit is from its rows.
///
/// @param rows how many
/// @param rms root of the mean squared error, in the fit's unit
/// @param mean of the errors' sizes
/// @param worst error's size
/// @param rmsLeftOut the first with each row predicted by a fit to the others
/// @param worstLeftOut the third likewise
/// @param nineInTenLeftOut what nine in ten of these errors stay within: half of the fit's band
/// @param rankCorrelation Spearman's, of predicted and measured
/// @param rankCorrelationLeftOut the same with each row left out in turn
public record FitQuality(
    int rows,
    double rms,
    double mean,
    double worst,
    double rmsLeftOut,
    double worstLeftOut,
    double nineInTenLeftOut,
    double rankCorrelation,
    double rankCorrelationLeftOut) {

  /// Errors as differences.
  static FitQuality absolute(List<FittedRow> rows) {
    return of(
        rows,
        row -> row.predicted() - row.measured(),
        row -> row.predictedLeftOut() - row.measured());
  }

  /// Errors as shares of what was measured.
  static FitQuality relative(List<FittedRow> rows) {
    return of(
        rows,
        row -> row.predicted() / row.measured() - 1,
        row -> row.predictedLeftOut() / row.measured() - 1);
  }

  private static FitQuality of(
      List<FittedRow> rows, ToDoubleFunction<FittedRow> error, ToDoubleFunction<FittedRow> left) {
    double[] errors = rows.stream().mapToDouble(error).map(Math::abs).toArray();
    double[] leftOut = rows.stream().mapToDouble(left).map(Math::abs).toArray();
    double[] measured = rows.stream().mapToDouble(FittedRow::measured).toArray();
    return new FitQuality(
        rows.size(),
        rms(errors),
        Arrays.stream(errors).average().orElseThrow(),
        Arrays.stream(errors).max().orElseThrow(),
        rms(leftOut),
        Arrays.stream(leftOut).max().orElseThrow(),
        nineInTen(leftOut),
        RankCorrelation.of(rows.stream().mapToDouble(FittedRow::predicted).toArray(), measured),
        RankCorrelation.of(
            rows.stream().mapToDouble(FittedRow::predictedLeftOut).toArray(), measured));
  }

  private static double nineInTen(double[] errors) {
    double[] sorted = errors.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(0.9 * sorted.length) - 1];
  }

  private static double rms(double[] errors) {
    return Math.sqrt(Arrays.stream(errors).map(e -> e * e).average().orElseThrow());
  }
}
