package org.bloomery.plan.law.fit;

import java.util.Arrays;
import org.bloomery.plan.law.fit.ComputeFit.Power;

/// How badly y = E + k·x^−γ fits: the mean Huber loss of the residuals of ln y, in units of δ. The
/// vector is (k', γ, e) with k' = ln k − γ·mean(ln x) and e = ln E, or (k', γ) where E is zero.
final class PowerObjective implements Objective {
  private final double[] logX;
  private final double[] logY;
  private final double mean;

  PowerObjective(double[] x, double[] y) {
    double[] logs = Arrays.stream(x).map(Math::log).toArray();
    mean = Arrays.stream(logs).average().orElse(0);
    logX = Arrays.stream(logs).map(log -> log - mean).toArray();
    logY = Arrays.stream(y).map(Math::log).toArray();
  }

  Power power(double[] x) {
    double irreducible = x.length == 3 ? Math.exp(x[2]) : 0;
    return new Power(irreducible, Math.exp(x[0] + x[1] * mean), x[1]);
  }

  /// With an irreducible loss where the law has one.
  double[] vector(Power power) {
    double scale = Math.log(power.scale()) - power.exponent() * mean;
    return power.irreducible() > 0
        ? new double[] {scale, power.exponent(), Math.log(power.irreducible())}
        : new double[] {scale, power.exponent()};
  }

  @Override
  public double at(double[] x, double[] gradient) {
    Arrays.fill(gradient, 0);
    double value = 0;
    for (int i = 0; i < logX.length; i++) {
      double power = x[0] - x[1] * logX[i];
      double fitted = power;
      double share = 1; // of the power in the fitted value
      if (x.length == 3) {
        double highest = Math.max(power, x[2]);
        double sum = Math.exp(power - highest) + Math.exp(x[2] - highest);
        fitted = highest + Math.log(sum);
        share = Math.exp(power - fitted);
      }
      double residual = fitted - logY[i];
      value += Huber.of(residual);
      double slope = Huber.derivative(residual);
      gradient[0] += slope * share;
      gradient[1] -= slope * share * logX[i];
      if (x.length == 3) {
        gradient[2] += slope * (1 - share);
      }
    }
    double scale = 1 / (Huber.DELTA * logX.length);
    for (int k = 0; k < gradient.length; k++) {
      gradient[k] *= scale;
    }
    return value * scale;
  }
}
