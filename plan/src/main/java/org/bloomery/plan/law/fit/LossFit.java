package org.bloomery.plan.law.fit;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.bloomery.plan.law.Chinchilla;
import org.bloomery.plan.law.fit.Lbfgs.Minimum;

/// L(N, D) = E + A/N^α + B/D^β, fitted as Hoffmann et al. 2022 did (approach 3), with bootstrap
/// intervals as Besiroglu et al. 2024 asked for.
///
/// @param irreducible E, nats a token
/// @param modelScale A
/// @param dataScale B
/// @param modelExponent α
/// @param dataExponent β
/// @param optimumExponent β/(α + β): how N grows with the budget
/// @param huberSum what the fit could not explain
/// @param residuals ln L fitted − ln L measured, by point
/// @param resampled the law of every resampling
public record LossFit(
    Interval irreducible,
    Interval modelScale,
    Interval dataScale,
    Interval modelExponent,
    Interval dataExponent,
    Interval optimumExponent,
    double huberSum,
    List<Double> residuals,
    List<Constants> resampled) {
  public static final String SOURCE =
      "fitted: Huber loss of ln L with δ = 0.001 from 4,500 starts (Hoffmann et al. 2022, D.3)";

  /// A law needs this many points: one more than it has constants.
  static final int FEWEST_POINTS = 6;

  /// Each resampling begins at the law of all points and at this many other good minima.
  private static final int STARTS_OF_RESAMPLING = 4;

  /// E, A, B, α, β.
  public record Constants(
      double irreducible,
      double modelScale,
      double dataScale,
      double modelExponent,
      double dataExponent) {
    public Chinchilla law() {
      return new Chinchilla(
          "fitted", irreducible, modelScale, dataScale, modelExponent, dataExponent, SOURCE);
    }

    double optimumExponent() {
      return dataExponent / (modelExponent + dataExponent);
    }
  }

  public LossFit {
    residuals = List.copyOf(residuals);
    resampled = List.copyOf(resampled);
  }

  static LossFit of(List<TrainingPoint> points, Bootstrap bootstrap) {
    LossObjective objective = new LossObjective(points);
    List<Minimum> minima = StartGrid.search(objective);
    Constants best = objective.constants(minima.getFirst().x());
    List<Minimum> starts = minima.subList(0, Math.min(minima.size(), 1 + STARTS_OF_RESAMPLING));
    List<Constants> resampled =
        bootstrap.over(
            points.size(),
            counts -> {
              LossObjective weighted = objective.weighted(counts);
              return objective.constants(
                  starts.stream()
                      .map(start -> StartGrid.polish(weighted, start.x()))
                      .min(Comparator.comparingDouble(Minimum::value))
                      .orElseThrow()
                      .x());
            });
    Chinchilla law = best.law();
    List<Double> residuals =
        points.stream()
            .map(p -> Math.log(law.loss(p.parameters(), p.tokens())) - Math.log(p.loss()))
            .toList();
    return new LossFit(
        interval(best, resampled, Constants::irreducible),
        interval(best, resampled, Constants::modelScale),
        interval(best, resampled, Constants::dataScale),
        interval(best, resampled, Constants::modelExponent),
        interval(best, resampled, Constants::dataExponent),
        interval(best, resampled, Constants::optimumExponent),
        objective.sum(minima.getFirst().value()),
        residuals,
        resampled);
  }

  private static Interval interval(
      Constants best, List<Constants> resampled, ToDoubleFunction<Constants> what) {
    return Interval.of(what.applyAsDouble(best), resampled.stream().mapToDouble(what).toArray());
  }

  public Chinchilla law() {
    return new Constants(
            irreducible.value(),
            modelScale.value(),
            dataScale.value(),
            modelExponent.value(),
            dataExponent.value())
        .law();
  }

  /// Root of the mean squared residual: 0.01 is one percent of the loss.
  public double scatter() {
    return Math.sqrt(residuals.stream().mapToDouble(r -> r * r).average().orElse(0));
  }

  /// The range of anything that follows from the law.
  public Interval interval(ToDoubleFunction<Chinchilla> what) {
    return Interval.of(
        what.applyAsDouble(law()),
        resampled.stream().mapToDouble(c -> what.applyAsDouble(c.law())).toArray());
  }
}
