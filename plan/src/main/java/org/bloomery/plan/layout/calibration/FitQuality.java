package org.bloomery.plan.layout.calibration;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// How far a fit is from its rows.
///
/// @param rows how many
/// @param rms root of the mean squared error, in the fit's unit
/// @param mean of the errors' sizes
/// @param worst error's size
/// @param rmsLeftOut the first with each row predicted by a fit to the others
/// @param worstLeftOut the third likewise
/// @param nineInTenLeftOut what nine in ten of these errors stay within: half of the fit's band
/// @param rmsShapeLeftOut the first with all rows of a shape left out together; absent where there
///   is one shape only
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
    @Nullable Double rmsShapeLeftOut,
    double rankCorrelation,
    double rankCorrelationLeftOut) {

  /// Errors as differences.
  static FitQuality absolute(List<FittedRow> rows) {
    return of(rows, (predicted, measured) -> predicted - measured);
  }

  /// Errors as shares of what was measured.
  static FitQuality relative(List<FittedRow> rows) {
    return of(rows, (predicted, measured) -> predicted / measured - 1);
  }

  private static FitQuality of(List<FittedRow> rows, DoubleBinaryOperator error) {
    double[] errors = errors(rows, error, FittedRow::predicted);
    double[] leftOut = errors(rows, error, FittedRow::predictedLeftOut);
    double[] measured = rows.stream().mapToDouble(FittedRow::measured).toArray();
    return new FitQuality(
        rows.size(),
        rms(errors),
        Arrays.stream(errors).average().orElseThrow(),
        Arrays.stream(errors).max().orElseThrow(),
        rms(leftOut),
        Arrays.stream(leftOut).max().orElseThrow(),
        nineInTen(leftOut),
        shapeLeftOut(rows, error),
        RankCorrelation.of(rows.stream().mapToDouble(FittedRow::predicted).toArray(), measured),
        RankCorrelation.of(
            rows.stream().mapToDouble(FittedRow::predictedLeftOut).toArray(), measured));
  }

  private static double nineInTen(double[] errors) {
    double[] sorted = errors.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(0.9 * sorted.length) - 1];
  }

  private static @Nullable Double shapeLeftOut(List<FittedRow> rows, DoubleBinaryOperator error) {
    List<FittedRow> known =
        rows.stream().filter(row -> row.predictedShapeLeftOut() != null).toList();
    return known.isEmpty()
        ? null
        : rms(errors(known, error, row -> Objects.requireNonNull(row.predictedShapeLeftOut())));
  }

  private static double[] errors(
      List<FittedRow> rows, DoubleBinaryOperator error, ToDoubleFunction<FittedRow> prediction) {
    return rows.stream()
        .mapToDouble(row -> error.applyAsDouble(prediction.applyAsDouble(row), row.measured()))
        .map(Math::abs)
        .toArray();
  }

  private static double rms(double[] errors) {
    return Math.sqrt(Arrays.stream(errors).map(e -> e * e).average().orElseThrow());
  }
}
