package org.bloomery.plan.law.fit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// IsoFLOP profiles: for each budget a parabola of the loss in ln N, and a power law through the
/// valleys, N = scale·C^exponent (Hoffmann et al. 2022, approach 2).
///
/// The intervals resample the residuals of the parabolas; without a budget that has more than three
/// sizes there are none.
///
/// @param profiles by budget
/// @param scale of N, with C in operations
/// @param exponent of C
/// @param resampled the power law of every resampling
public record IsoFlopFit(
    List<Profile> profiles, Interval scale, Interval exponent, List<Line> resampled) {
  public static final String SOURCE =
      "fitted: parabolas in ln N per budget (Hoffmann et al. 2022, approach 2)";

  /// Runs whose operations differ by less than this factor are of one budget.
  private static final double SAME_BUDGET = 1.1;

  /// Through three sizes goes a parabola.
  private static final int FEWEST_SIZES = 3;

  /// N = scale·C^exponent.
  public record Line(double scale, double exponent) {
    double parameters(double flops) {
      return scale * Math.pow(flops, exponent);
    }
  }

  /// The runs of one budget.
  ///
  /// @param flops the mean, in logarithms
  /// @param points how many runs
  /// @param parameters where the parabola is lowest
  /// @param loss there
  /// @param tokens that the budget buys there
  /// @param inside whether the valley lies between the smallest and the largest size tried; others
  ///   are guesses, and the power law leaves them out
  /// @param parabola of the loss in ln N
  public record Profile(
      double flops,
      int points,
      double parameters,
      double loss,
      double tokens,
      boolean inside,
      Parabola parabola) {}

  public IsoFlopFit {
    profiles = List.copyOf(profiles);
    resampled = List.copyOf(resampled);
  }

  /// Runs of about the same operations, by operations.
  static List<List<TrainingPoint>> budgets(List<TrainingPoint> points) {
    List<List<TrainingPoint>> budgets = new ArrayList<>();
    for (TrainingPoint point :
        points.stream().sorted(Comparator.comparingDouble(TrainingPoint::flops)).toList()) {
      if (budgets.isEmpty() || point.flops() > SAME_BUDGET * budgets.getLast().getFirst().flops()) {
        budgets.add(new ArrayList<>());
      }
      budgets.getLast().add(point);
    }
    budgets.removeIf(budget ->
        budget.stream().mapToDouble(TrainingPoint::parameters).distinct().count() < FEWEST_SIZES);
    return budgets;
  }

  /// Whether there are two budgets with a valley inside.
  static boolean isPossible(List<TrainingPoint> points) {
    return budgets(points).stream()
            .map(budget -> profile(budget, losses(budget)))
            .filter(Profile::inside)
            .count()
        >= 2;
  }

  static IsoFlopFit of(List<TrainingPoint> points, Bootstrap bootstrap) {
    List<List<TrainingPoint>> budgets = budgets(points);
    List<Profile> profiles =
        budgets.stream().map(budget -> profile(budget, losses(budget))).toList();
    Line line = line(profiles);
    double[] residuals = residuals(budgets, profiles);
    List<Line> resampled =
        residuals.length == 0
            ? List.of()
            : IntStream.range(0, bootstrap.resamplings())
                .parallel()
                .mapToObj(i -> line(resample(budgets, profiles, residuals, bootstrap, i)))
                .filter(fitted -> Double.isFinite(fitted.exponent()))
                .toList();
    return new IsoFlopFit(
        profiles,
        interval(line, resampled, Line::scale),
        interval(line, resampled, Line::exponent),
        resampled);
  }

  private static Interval interval(Line line, List<Line> resampled, ToDoubleFunction<Line> what) {
    double value = what.applyAsDouble(line);
    return resampled.isEmpty()
        ? new Interval(value, value, value)
        : Interval.of(value, resampled.stream().mapToDouble(what).toArray());
  }

  private static double[] losses(List<TrainingPoint> budget) {
    return budget.stream().mapToDouble(TrainingPoint::loss).toArray();
  }

  private static Profile profile(List<TrainingPoint> budget, double[] losses) {
    double[] sizes = budget.stream().mapToDouble(point -> Math.log(point.parameters())).toArray();
    Parabola parabola = Parabola.through(sizes, losses);
    double flops =
        Math.exp(
            budget.stream().mapToDouble(point -> Math.log(point.flops())).average().orElseThrow());
    double smallest =
        IntStream.range(0, sizes.length).mapToDouble(i -> sizes[i]).min().orElseThrow();
    double largest =
        IntStream.range(0, sizes.length).mapToDouble(i -> sizes[i]).max().orElseThrow();
    boolean inside =
        parabola.curvature() > 0 && parabola.valley() > smallest && parabola.valley() < largest;
    double parameters = Math.exp(parabola.valley());
    return new Profile(
        flops,
        budget.size(),
        parameters,
        parabola.height(),
        flops / 6 / parameters,
        inside,
        parabola);
  }

  /// Scale and exponent by least squares in logarithms over the profiles with a valley inside.
  private static Line line(List<Profile> profiles) {
    List<Profile> used = profiles.stream().filter(Profile::inside).toList();
    double meanX = used.stream().mapToDouble(p -> Math.log(p.flops())).average().orElse(Double.NaN);
    double meanY =
        used.stream().mapToDouble(p -> Math.log(p.parameters())).average().orElse(Double.NaN);
    double xx = 0;
    double xy = 0;
    for (Profile profile : used) {
      double x = Math.log(profile.flops()) - meanX;
      xx += x * x;
      xy += x * (Math.log(profile.parameters()) - meanY);
    }
    double exponent = xy / xx;
    return new Line(Math.exp(meanY - exponent * meanX), exponent);
  }

  /// What the parabolas leave over, all budgets together, grown by what fitting three numbers a
  /// budget has taken away.
  private static double[] residuals(List<List<TrainingPoint>> budgets, List<Profile> profiles) {
    int points = budgets.stream().mapToInt(List::size).sum();
    int free = points - 3 * budgets.size();
    if (free <= 0) {
      return new double[0];
    }
    double growth = Math.sqrt((double) points / free);
    return IntStream.range(0, budgets.size())
        .boxed()
        .flatMapToDouble(b ->
            budgets.get(b).stream()
                .mapToDouble(point ->
                    growth
                        * (point.loss()
                            - profiles.get(b).parabola().at(Math.log(point.parameters())))))
        .toArray();
  }

  private static List<Profile> resample(
      List<List<TrainingPoint>> budgets,
      List<Profile> profiles,
      double[] residuals,
      Bootstrap bootstrap,
      int round) {
    List<Profile> drawn = new ArrayList<>();
    long counter = (long) round << 20;
    for (int b = 0; b < budgets.size(); b++) {
      List<TrainingPoint> budget = budgets.get(b);
      double[] losses = new double[budget.size()];
      for (int i = 0; i < losses.length; i++) {
        losses[i] =
            profiles.get(b).parabola().at(Math.log(budget.get(i).parameters()))
                + bootstrap.draw(residuals, "isoflop", counter++);
      }
      drawn.add(profile(budget, losses));
    }
    return drawn;
  }

  /// The size for a budget, with its range.
  public Interval parameters(double flops) {
    return interval(
        new Line(scale.value(), exponent.value()), resampled, line -> line.parameters(flops));
  }
}
