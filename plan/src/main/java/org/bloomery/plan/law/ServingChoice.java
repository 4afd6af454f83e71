package org.bloomery.plan.law;

import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import org.bloomery.artifact.RunFileException;

/// The model that costs least over its whole life, training and answering: Sardana et al. 2023
/// ("Beyond Chinchilla-Optimal", arXiv 2401.00448), equation 2. Training takes 6ND operations, and
/// each served token 2N.
///
/// @param law the law that says which tokens bring which size to the loss
/// @param loss what both models reach, nats a token
/// @param servedTokens read and written over the model's life
/// @param parameters of the cheapest model
/// @param tokens that it is trained on
/// @param trainingFlops 6ND
/// @param servingFlops 2N × served tokens
/// @param optimalParameters of the model that is cheapest to train
/// @param optimalTokens its training
/// @param optimalTotalFlops what it costs, training and answering
public record ServingChoice(
    String law,
    double loss,
    double servedTokens,
    double parameters,
    double tokens,
    double trainingFlops,
    double servingFlops,
    double optimalParameters,
    double optimalTokens,
    double optimalTotalFlops) {
  public static final String SOURCE = "Sardana et al. 2023, arXiv 2401.00448, eq. 2";

  /// Smaller sizes than this part of the compute-optimal one are not looked at: their training
  /// would lie far outside of what any law was fitted on.
  private static final double SMALLEST_SHARE = 1e-3;

  /// The cheapest run that reaches a loss, served tokens included.
  ///
  /// @param loss to reach; must lie above the law's irreducible loss
  public static ServingChoice atLoss(Chinchilla law, double loss, double servedTokens) {
    Allocation optimal = law.cheapest(loss);
    if (!(servedTokens >= 0)) {
      throw new RunFileException(
          String.format(
              Locale.ROOT, "served tokens = %s cannot be; give zero or more tokens", servedTokens));
    }
    double serving = 2 * servedTokens;
    // No optimum is larger than the one without serving: more parameters only serve dearer.
    double parameters =
        Math.exp(
            GoldenSection.minimum(
                logParameters -> {
                  double n = Math.exp(logParameters);
                  return n * (6 * law.tokensTo(loss, n) + serving);
                },
                Math.log(Math.max(law.smallest(loss), SMALLEST_SHARE * optimal.parameters())),
                Math.log(optimal.parameters())));
    return choice(law, loss, servedTokens, parameters, law.tokensTo(loss, parameters), optimal);
  }

  /// The lowest loss when training and answering together take `totalFlops`.
  public static ServingChoice withinBudget(Chinchilla law, double totalFlops, double servedTokens) {
    DoubleUnaryOperator tokens = n -> (totalFlops / n - 2 * servedTokens) / 6;
    double largest = servedTokens > 0 ? totalFlops / (2 * servedTokens) : Double.MAX_VALUE;
    double unserved = law.optimum(totalFlops).parameters();
    double parameters =
        Math.exp(
            GoldenSection.minimum(
                logParameters -> {
                  double n = Math.exp(logParameters);
                  double d = tokens.applyAsDouble(n);
                  return d <= 0 ? Double.POSITIVE_INFINITY : law.loss(n, d);
                },
                Math.log(Math.min(unserved, largest) * 1e-6),
                Math.log(Math.min(unserved, largest))));
    double d = tokens.applyAsDouble(parameters);
    double loss = law.loss(parameters, d);
    return choice(law, loss, servedTokens, parameters, d, law.cheapest(loss));
  }

  private static ServingChoice choice(
      Chinchilla law,
      double loss,
      double servedTokens,
      double parameters,
      double tokens,
      Allocation optimal) {
    return new ServingChoice(
        law.name(),
        loss,
        servedTokens,
        parameters,
        tokens,
        6 * parameters * tokens,
        2 * parameters * servedTokens,
        optimal.parameters(),
        optimal.tokens(),
        optimal.parameters() * (6 * optimal.tokens() + 2 * servedTokens));
  }

  public double totalFlops() {
    return trainingFlops + servingFlops;
  }

  public double savedFlops() {
    return optimalTotalFlops - totalFlops();
  }
}
