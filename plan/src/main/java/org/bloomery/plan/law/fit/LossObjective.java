package org.bloomery.plan.law.fit;

import java.util.Arrays;
import java.util.List;
import org.bloomery.plan.law.fit.LossFit.Constants;

/// How badly L(N, D) = E + A/N^α + B/D^β fits points: the mean Huber loss of the residuals of ln L,
/// in units of δ, with L as a log-sum-exp of (a − α ln N, b − β ln D, e) (Hoffmann et al. 2022,
/// equation 3).
///
/// The vector is (a', b', e, α, β) with a' = a − α·mean(ln N) and b' likewise: about the middle of
/// the points the scales hardly depend on the exponents, and the search takes few steps.
final class LossObjective implements Objective {
  static final int DIMENSIONS = 5;

  private final double[] logParameters;
  private final double[] logTokens;
  private final double[] logLosses;
  private final double meanLogParameters;
  private final double meanLogTokens;
  private final double[] weights;
  private final double scale;

  LossObjective(List<TrainingPoint> points) {
    meanLogParameters = mean(points.stream().mapToDouble(p -> Math.log(p.parameters())).toArray());
    meanLogTokens = mean(points.stream().mapToDouble(p -> Math.log(p.tokens())).toArray());
    logParameters =
        points.stream().mapToDouble(p -> Math.log(p.parameters()) - meanLogParameters).toArray();
    logTokens = points.stream().mapToDouble(p -> Math.log(p.tokens()) - meanLogTokens).toArray();
    logLosses = points.stream().mapToDouble(p -> Math.log(p.loss())).toArray();
    weights = new double[points.size()];
    Arrays.fill(weights, 1);
    scale = 1 / (Huber.DELTA * points.size());
  }

  private LossObjective(LossObjective same, double[] weights) {
    logParameters = same.logParameters;
    logTokens = same.logTokens;
    logLosses = same.logLosses;
    meanLogParameters = same.meanLogParameters;
    meanLogTokens = same.meanLogTokens;
    scale = same.scale;
    this.weights = weights;
  }

  /// The same points, each as often as its weight says.
  LossObjective weighted(double[] counts) {
    return new LossObjective(this, counts);
  }

  /// About `most` of the points, evenly from the list.
  LossObjective thinned(int most) {
    int every = Math.ceilDiv(logLosses.length, most);
    double[] counts = new double[logLosses.length];
    for (int i = 0; i < counts.length; i += every) {
      counts[i] = 1;
    }
    return weighted(counts);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  double[] vector(double a, double b, double e, double alpha, double beta) {
    return new double[] {a - alpha * meanLogParameters, b - beta * meanLogTokens, e, alpha, beta};
  }

  Constants constants(double[] x) {
    return new Constants(
        Math.exp(x[2]),
        Math.exp(x[0] + x[3] * meanLogParameters),
        Math.exp(x[1] + x[4] * meanLogTokens),
        x[3],
        x[4]);
  }

  double[] vector(Constants constants) {
    return vector(
        Math.log(constants.modelScale()),
        Math.log(constants.dataScale()),
        Math.log(constants.irreducible()),
        constants.modelExponent(),
        constants.dataExponent());
  }

  @Override
  public double at(double[] x, double[] gradient) {
    Arrays.fill(gradient, 0);
    double value = 0;
    for (int i = 0; i < logLosses.length; i++) {
      if (weights[i] == 0) {
        continue;
      }
      double model = x[0] - x[3] * logParameters[i];
      double data = x[1] - x[4] * logTokens[i];
      double highest = Math.max(x[2], Math.max(model, data));
      double modelPart = Math.exp(model - highest);
      double dataPart = Math.exp(data - highest);
      double irreduciblePart = Math.exp(x[2] - highest);
      double sum = modelPart + dataPart + irreduciblePart;
      double residual = highest + Math.log(sum) - logLosses[i];
      value += weights[i] * Huber.of(residual);
      double slope = weights[i] * Huber.derivative(residual) / sum;
      gradient[0] += slope * modelPart;
      gradient[1] += slope * dataPart;
      gradient[2] += slope * irreduciblePart;
      gradient[3] -= slope * modelPart * logParameters[i];
      gradient[4] -= slope * dataPart * logTokens[i];
    }
    for (int k = 0; k < DIMENSIONS; k++) {
      gradient[k] *= scale;
    }
    return value * scale;
  }

  /// The sum of Huber losses, as the papers print it.
  double sum(double value) {
    return value / scale;
  }
}
