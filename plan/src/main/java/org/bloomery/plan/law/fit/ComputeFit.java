package org.bloomery.plan.law.fit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.bloomery.plan.law.fit.Lbfgs.Minimum;

/// L(C) = E + k·C^−γ along the frontier: the runs that no other run beats with as few operations
/// (Kaplan et al. 2020, section 6.1). E is fitted where the frontier has enough points, else zero.
///
/// @param irreducible E, nats a token
/// @param scale k, with C in operations
/// @param exponent γ
/// @param frontier the points that were used, by operations
/// @param resampled the law of every resampling
public record ComputeFit(
    Interval irreducible,
    Interval scale,
    Interval exponent,
    List<TrainingPoint> frontier,
    List<Power> resampled) {
  public static final String SOURCE =
      "fitted: Huber loss of ln L with δ = 0.001 along the frontier (Kaplan et al. 2020, 6.1)";

  /// Budgets that a line and one irreducible loss need.
  static final int FEWEST_POINTS = 3;

  private static final int POINTS_FOR_IRREDUCIBLE = 6;
  private static final double[] EXPONENTS = {0.02, 0.05, 0.1, 0.2, 0.4};
  private static final double[] IRREDUCIBLE_SHARES = {0.05, 0.4, 0.7, 0.9};

  /// E, k, γ.
  public record Power(double irreducible, double scale, double exponent) {
    public double loss(double flops) {
      return irreducible + scale * Math.pow(flops, -exponent);
    }
  }

  public ComputeFit {
    frontier = List.copyOf(frontier);
    resampled = List.copyOf(resampled);
  }

  /// The points that no other beats with as few operations.
  static List<TrainingPoint> frontier(List<TrainingPoint> points) {
    List<TrainingPoint> frontier = new ArrayList<>();
    double lowest = Double.POSITIVE_INFINITY;
    for (TrainingPoint point :
        points.stream()
            .sorted(
                Comparator.comparingDouble(TrainingPoint::flops)
                    .thenComparingDouble(TrainingPoint::loss))
            .toList()) {
      if (point.loss() < lowest) {
        lowest = point.loss();
        frontier.add(point);
      }
    }
    return frontier;
  }

  /// The frontier of every resampling is its own, so the interval knows how lucky the lowest were.
  static ComputeFit of(List<TrainingPoint> points, Bootstrap bootstrap) {
    List<TrainingPoint> frontier = frontier(points);
    boolean withIrreducible = frontier.size() >= POINTS_FOR_IRREDUCIBLE;
    Power best = fit(frontier, withIrreducible);
    List<Power> resampled =
        bootstrap
            .over(
                points.size(),
                counts -> {
                  List<TrainingPoint> drawn = new ArrayList<>();
                  for (int i = 0; i < counts.length; i++) {
                    if (counts[i] > 0) {
                      drawn.add(points.get(i));
                    }
                  }
                  return frontier(drawn);
                })
            .parallelStream()
            .filter(drawn -> drawn.size() >= FEWEST_POINTS)
            .map(drawn -> fit(drawn, List.of(best)))
            .toList();
    return new ComputeFit(
        interval(best, resampled, Power::irreducible),
        interval(best, resampled, Power::scale),
        interval(best, resampled, Power::exponent),
        frontier,
        resampled);
  }

  private static Interval interval(
      Power best, List<Power> resampled, ToDoubleFunction<Power> what) {
    double value = what.applyAsDouble(best);
    return resampled.isEmpty()
        ? new Interval(value, value, value)
        : Interval.of(value, resampled.stream().mapToDouble(what).toArray());
  }

  /// From a coarse grid of starts.
  private static Power fit(List<TrainingPoint> frontier, boolean withIrreducible) {
    double lowest = frontier.getLast().loss();
    double middle = frontier.get(frontier.size() / 2).loss();
    double middleFlops = frontier.get(frontier.size() / 2).flops();
    List<Power> starts = new ArrayList<>();
    for (double exponent : EXPONENTS) {
      double scale = Math.pow(middleFlops, exponent);
      if (withIrreducible) {
        for (double share : IRREDUCIBLE_SHARES) {
          double irreducible = share * lowest;
          starts.add(new Power(irreducible, (middle - irreducible) * scale, exponent));
        }
      } else {
        starts.add(new Power(0, middle * scale, exponent));
      }
    }
    return fit(frontier, starts);
  }

  private static Power fit(List<TrainingPoint> frontier, List<Power> starts) {
    PowerObjective objective =
        new PowerObjective(
            frontier.stream().mapToDouble(TrainingPoint::flops).toArray(),
            frontier.stream().mapToDouble(TrainingPoint::loss).toArray());
    return starts.stream()
        .map(start -> StartGrid.polish(objective, objective.vector(start)))
        .min(Comparator.comparingDouble(Minimum::value))
        .map(minimum -> objective.power(minimum.x()))
        .orElseThrow();
  }

  public Power law() {
    return new Power(irreducible.value(), scale.value(), exponent.value());
  }

  /// The best loss that a budget buys, with its range.
  public Interval loss(double flops) {
    return interval(law(), resampled, power -> power.loss(flops));
  }
}
