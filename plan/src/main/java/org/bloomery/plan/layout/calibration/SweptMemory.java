package org.bloomery.plan.layout.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.bloomery.plan.layout.MemoryEstimate;
import org.bloomery.plan.layout.MemoryFactors;
import org.bloomery.plan.layout.SingleProcessMemory;
import org.jspecify.annotations.Nullable;

/// Fits [MemoryFactors] to the rows of a sweep: bytes = Σ factor · part + runtime, none of them
/// negative.
///
/// @param model the fit
/// @param quality its errors in GiB
/// @param rows every row beside its prediction
public record SweptMemory(SingleProcessMemory model, FitQuality quality, List<FittedRow> rows) {
  private static final double GIB = 1L << 30;

  public SweptMemory {
    rows = List.copyOf(rows);
  }

  /// The fit to rows that all state memory.
  ///
  /// @param formulas that count the parts
  /// @param source of the rows, for the reader
  static SweptMemory fit(List<MeasuredRow> measured, SingleProcessMemory formulas, String source) {
    double[][] parts = measured.stream().map(row -> parts(row, formulas)).toArray(double[][]::new);
    double[] targets =
        measured.stream().mapToDouble(row -> Objects.requireNonNull(row.memoryGib())).toArray();
    double[] factors = solve(parts, targets, none -> false);
    List<FittedRow> rows = new ArrayList<>();
    for (int i = 0; i < targets.length; i++) {
      int own = i;
      MeasuredRow row = measured.get(i);
      boolean alone = measured.stream().allMatch(row::hasShapeOf);
      double[] without = solve(parts, targets, other -> other == own);
      rows.add(
          new FittedRow(
              row,
              targets[i],
              product(parts[i], factors),
              product(parts[i], without),
              alone ? null : withoutShape(measured, parts, targets, i)));
    }
    FitQuality quality = FitQuality.absolute(rows);
    String text =
        String.format(
            Locale.ROOT,
            "%.2f × weights, gradients and moments + %.2f × activations + %.2f × logits + %.2f GiB"
                + " ± %.2f, fitted to %d rows: %s",
            factors[0],
            factors[1],
            factors[2],
            factors[3],
            quality.nineInTenLeftOut(),
            quality.rows(),
            source);
    MemoryFactors fitted =
        new MemoryFactors(
            factors[0],
            factors[1],
            factors[2],
            factors[3] * GIB,
            quality.nineInTenLeftOut() * GIB,
            text);
    return new SweptMemory(
        new SingleProcessMemory(formulas.bytesPerNumber(), formulas.logitRows(), fitted),
        quality,
        rows);
  }

  private static @Nullable Double withoutShape(
      List<MeasuredRow> measured, double[][] parts, double[] targets, int own) {
    MeasuredRow row = measured.get(own);
    double[] factors = solve(parts, targets, other -> row.hasShapeOf(measured.get(other)));
    return product(parts[own], factors);
  }

  private static double[] parts(MeasuredRow row, SingleProcessMemory formulas) {
    MemoryEstimate estimate = formulas.estimate(row.shape(), row.layout());
    return new double[] {
      estimate.state() / GIB, estimate.activations() / GIB, estimate.logits() / GIB, 1
    };
  }

  private static double[] solve(double[][] parts, double[] targets, IntPredicate leftOut) {
    double[] weights = new double[targets.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = leftOut.test(i) ? 0 : 1;
    }
    return NonNegativeFit.solve(parts, targets, weights);
  }

  private static double product(double[] parts, double[] factors) {
    double sum = 0;
    for (int i = 0; i < parts.length; i++) {
      sum += parts[i] * factors[i];
    }
    return sum;
  }
}
