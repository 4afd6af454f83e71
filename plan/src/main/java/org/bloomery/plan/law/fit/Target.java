package org.bloomery.plan.law.fit;

import java.util.Locale;
import org.bloomery.artifact.RunFileException;
import org.bloomery.plan.law.Allocation;
import org.bloomery.plan.law.Chinchilla;
import org.jspecify.annotations.Nullable;

/// The larger run that is asked about: any one or two of its operations, size and tokens. What is
/// left open is chosen as the law would; nothing at all means ten times the largest budget so far.
record Target(@Nullable Double flops, @Nullable Double parameters, @Nullable Double tokens) {
  private static final double BEYOND = 10;

  Target {
    positive("--target-flops", flops);
    positive("--target-parameters", parameters);
    positive("--target-tokens", tokens);
    if (flops != null && parameters != null && tokens != null) {
      throw new RunFileException(
          "--target-flops, --target-parameters and --target-tokens say the same twice (C = 6ND);"
              + " give two of them");
    }
  }

  private static void positive(String option, @Nullable Double value) {
    if (value != null && !(value > 0 && Double.isFinite(value))) {
      throw new RunFileException(
          String.format(Locale.ROOT, "%s %s must be a number above zero", option, value));
    }
  }

  /// This target, with a budget if nothing was asked.
  Target orBeyond(double largestFlops) {
    return flops == null && parameters == null && tokens == null
        ? new Target(BEYOND * largestFlops, null, null)
        : this;
  }

  /// Whether nothing but the budget is stated.
  boolean isBudget() {
    return flops != null && parameters == null && tokens == null;
  }

  /// How a law would complete the run.
  Allocation completed(Chinchilla law) {
    double n;
    double d;
    if (parameters != null) {
      n = parameters;
      d = tokens != null ? tokens : flops != null ? flops / 6 / n : law.optimalTokens(n);
    } else if (tokens != null) {
      d = tokens;
      n = flops != null ? flops / 6 / d : law.optimalParameters(d);
    } else if (flops != null) {
      return law.optimum(flops);
    } else {
      throw new IllegalStateException("orBeyond gives every target a budget");
    }
    return new Allocation(law.name(), n, d, law.loss(n, d), law.source(), "");
  }
}
