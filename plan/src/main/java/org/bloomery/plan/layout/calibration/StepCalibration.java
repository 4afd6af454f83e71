package org.bloomery.plan.layout.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.bloomery.artifact.InputException;
import org.bloomery.plan.figure.Assumptions;
import org.bloomery.plan.layout.Cluster;
import org.bloomery.plan.layout.Cost;
import org.bloomery.plan.layout.StepCosts;
import org.bloomery.plan.layout.StepWork;

/// Fits [StepCosts] to rows: seconds = Σ factor · ideal seconds, factors not negative, errors
/// relative.
///
/// Rows of every group but the last one named in the file get an offset in proportion to their
/// matrix products, so that a change of the machine between them is not taken for an effect of the
/// layout. Errors beyond 3% count less (Huber's weights), since some published rows are single
/// iterations that stand far from their repeats. With few rows all factors keep the ratios of the
/// assumed ones: one row gives their scale, two or more also the fixed seconds of a step.
///
/// What no row shows is carried over by arithmetic: all of BigScience's rows recompute fully, so a
/// step without that is a prediction outside what was measured.
///
/// @param costs the fit, for the last group
/// @param offsets of the earlier groups, as shares of their matrix products' ideal seconds
/// @param quality its errors as shares of the measured seconds
/// @param rows every row beside its prediction
public record StepCalibration(
    StepCosts costs, Map<String, Double> offsets, FitQuality quality, List<FittedRow> rows) {
  private static final int ENOUGH_FOR_ALL_FACTORS = 24;
  private static final double HUBER = 0.03;
  private static final int ROUNDS = 20;
  private static final int ROUNDS_WITHOUT = 5;

  public StepCalibration {
    offsets = Map.copyOf(offsets);
    rows = List.copyOf(rows);
  }

  /// The fit to all rows that state seconds.
  ///
  /// @param cluster on which they were measured; the number of its devices does not matter
  /// @param source of the rows, for the reader and for sentences about mistakes
  public static StepCalibration fit(List<MeasuredRow> all, Cluster cluster, String source) {
    List<MeasuredRow> timed = all.stream().filter(row -> row.seconds() != null).toList();
    if (timed.isEmpty()) {
      throw new InputException(
          source + ": no row states seconds; measure at least one iteration, or use assumptions");
    }
    List<String> groups = timed.stream().map(MeasuredRow::group).distinct().toList();
    StepCosts guess = StepCosts.assumed(Assumptions.DEFAULTS);
    boolean rich = timed.size() >= ENOUGH_FOR_ALL_FACTORS;
    double[] targets =
        timed.stream().mapToDouble(row -> Objects.requireNonNull(row.seconds())).toArray();
    double[][] rows = design(timed, cluster, groups, guess, rich);
    double[] factors = robust(rows, targets);
    if (rich) {
      // The slowest stage of each row, once more with what was learnt.
      guess = new StepCosts(Arrays.copyOf(factors, Cost.values().length), 0, source);
      rows = design(timed, cluster, groups, guess, true);
      factors = robust(rows, targets);
    }
    List<FittedRow> fitted = new ArrayList<>();
    for (int i = 0; i < targets.length; i++) {
      int own = i;
      MeasuredRow row = timed.get(i);
      boolean alone = timed.stream().allMatch(row::hasShapeOf);
      double[] without =
          targets.length == 1 ? factors : without(rows, targets, factors, other -> other == own);
      double[] withoutShape =
          alone
              ? factors
              : without(rows, targets, factors, other -> row.hasShapeOf(timed.get(other)));
      fitted.add(
          new FittedRow(
              row,
              targets[i],
              product(rows[i], factors),
              product(rows[i], without),
              alone ? null : product(rows[i], withoutShape)));
    }
    FitQuality quality = FitQuality.relative(fitted);
    double error = timed.size() < 3 ? guess.relativeError() / 2 : quality.nineInTenLeftOut();
    String text =
        String.format(
            Locale.ROOT, "fitted to %d rows (±%.0f%%): %s", timed.size(), 100 * error, source);
    StepCosts costs =
        rich
            ? new StepCosts(Arrays.copyOf(factors, Cost.values().length), error, text)
            : guess.slower(factors[0], factors.length > 1 ? factors[1] : 0, error, text);
    return new StepCalibration(costs, rich ? offsets(groups, factors) : Map.of(), quality, fitted);
  }

  /// One row of ideal seconds for each run; the last columns are the offsets of earlier groups.
  private static double[][] design(
      List<MeasuredRow> rows, Cluster cluster, List<String> groups, StepCosts guess, boolean rich) {
    int costs = Cost.values().length;
    double[][] design = new double[rows.size()][];
    for (int r = 0; r < design.length; r++) {
      MeasuredRow row = rows.get(r);
      double[] ideal = StepWork.of(row.shape(), row.layout(), cluster).step(guess);
      if (rich) {
        design[r] = Arrays.copyOf(ideal, costs + groups.size() - 1);
        int group = groups.indexOf(row.group());
        if (group < groups.size() - 1) {
          design[r][costs + group] = ideal[Cost.MATRIX_PRODUCTS.column()];
        }
      } else {
        double scaled = 0;
        for (Cost cost : Cost.values()) {
          scaled += cost == Cost.FIXED ? 0 : guess.factor(cost) * ideal[cost.column()];
        }
        design[r] = rows.size() == 1 ? new double[] {scaled} : new double[] {scaled, 1};
      }
    }
    return design;
  }

  private static double[] robust(double[][] rows, double[] targets) {
    double[] share = new double[targets.length];
    Arrays.fill(share, 1);
    return robust(rows, targets, share, none -> false, ROUNDS);
  }

  /// Without some rows, which changes little: the weights of all rows are a good start.
  private static double[] without(
      double[][] rows, double[] targets, double[] factors, IntPredicate leftOut) {
    double[] share = new double[targets.length];
    for (int i = 0; i < share.length; i++) {
      share[i] = share(rows[i], factors, targets[i]);
    }
    return robust(rows, targets, share, leftOut, ROUNDS_WITHOUT);
  }

  private static double[] robust(
      double[][] rows, double[] targets, double[] share, IntPredicate leftOut, int rounds) {
    double[] factors = {};
    for (int round = 0; round < rounds; round++) {
      double[] weights = new double[targets.length];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = leftOut.test(i) ? 0 : share[i] / (targets[i] * targets[i]);
      }
      factors = NonNegativeFit.solve(rows, targets, weights);
      for (int i = 0; i < share.length; i++) {
        share[i] = share(rows[i], factors, targets[i]);
      }
    }
    return factors;
  }

  private static double share(double[] row, double[] factors, double target) {
    double error = Math.abs(product(row, factors) / target - 1);
    return Math.min(1, HUBER / Math.max(error, 1e-9));
  }

  private static double product(double[] row, double[] factors) {
    double sum = 0;
    for (int i = 0; i < row.length; i++) {
      sum += row[i] * factors[i];
    }
    return sum;
  }

  private static Map<String, Double> offsets(List<String> groups, double[] factors) {
    Map<String, Double> offsets = new TreeMap<>();
    for (int group = 0; group < groups.size() - 1; group++) {
      offsets.put(groups.get(group), factors[Cost.values().length + group]);
    }
    return offsets;
  }
}
