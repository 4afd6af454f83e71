package org.bloomery.plan.law;

import java.util.List;
import java.util.Locale;
import org.bloomery.artifact.RunFileException;

/// Hoffmann et al. 2022 ("Training Compute-Optimal Large Language Models"), approach 3: L(N, D) = E
/// + A/N^α + B/D^β, spent optimally under C = 6ND (equation 4).
///
/// @param name which set of constants
/// @param irreducible E, nats a token
/// @param modelScale A
/// @param dataScale B
/// @param modelExponent α
/// @param dataExponent β
/// @param source where the constants come from
public record Chinchilla(
    String name,
    double irreducible,
    double modelScale,
    double dataScale,
    double modelExponent,
    double dataExponent,
    String source) {

  /// As printed in the paper, rounded; it asks for far more data than the paper's other two fits.
  public static final Chinchilla PRINTED =
      new Chinchilla(
          "Chinchilla, printed", 1.69, 406.4, 410.7, 0.34, 0.28, "Hoffmann et al. 2022, eq. 10");

  /// The unrounded exponents found in the paper's TeX source.
  public static final Chinchilla UNROUNDED =
      new Chinchilla(
          "Chinchilla, unrounded",
          1.6934,
          406.4,
          410.7,
          0.3392,
          0.2849,
          "Hoffmann et al. 2022, TeX source of arXiv 2203.15556");

  /// The repaired fit, which agrees with the paper's approaches 1 and 2.
  ///
  /// Its authors' 95% intervals are wide: E 1.769–1.871, A 285–744, B 1042–5810, α 0.317–0.373, β
  /// 0.331–0.415. They are theirs, of 240 points read off a figure; intervals of one's own runs
  /// come from [org.bloomery.plan.law.fit.LossFit].
  public static final Chinchilla REFIT =
      new Chinchilla(
          "Chinchilla, refitted",
          1.8172,
          482.01,
          2085.43,
          0.3478,
          0.3658,
          "Besiroglu et al. 2024, arXiv 2404.10102, Epoch AI");

  public static final List<Chinchilla> ALL = List.of(PRINTED, UNROUNDED, REFIT);

  private static final String CAUTION =
      "fitted on 70M to 16B parameters with one English-heavy vocabulary; smaller budgets lie"
          + " outside the fit";

  public double loss(double parameters, double tokens) {
    return irreducible
        + modelScale / Math.pow(parameters, modelExponent)
        + dataScale / Math.pow(tokens, dataExponent);
  }

  /// N = G·(C/6)^(β/(α+β)) with G = (αA/βB)^(1/(α+β)), and D = C/6N.
  public Allocation optimum(double budgetFlops) {
    double sum = modelExponent + dataExponent;
    double g = Math.pow(modelExponent * modelScale / (dataExponent * dataScale), 1 / sum);
    double parameters = g * Math.pow(budgetFlops / 6, dataExponent / sum);
    double tokens = budgetFlops / 6 / parameters;
    return new Allocation(name, parameters, tokens, loss(parameters, tokens), source, CAUTION);
  }

  /// The run that reaches a loss with the fewest operations: at the optimum αA/N^α = βB/D^β.
  public Allocation cheapest(double loss) {
    double excess = excess(loss);
    double parameters =
        Math.pow(modelScale * (1 + modelExponent / dataExponent) / excess, 1 / modelExponent);
    double tokens =
        Math.pow(dataScale * (1 + dataExponent / modelExponent) / excess, 1 / dataExponent);
    return new Allocation(name, parameters, tokens, loss, source, CAUTION);
  }

  /// Tokens at which N parameters are the optimum of some budget: αA/N^α = βB/D^β.
  public double optimalTokens(double parameters) {
    double side = modelExponent * modelScale / Math.pow(parameters, modelExponent);
    return Math.pow(dataExponent * dataScale / side, 1 / dataExponent);
  }

  /// Parameters whose optimum D tokens are.
  public double optimalParameters(double tokens) {
    double side = dataExponent * dataScale / Math.pow(tokens, dataExponent);
    return Math.pow(modelExponent * modelScale / side, 1 / modelExponent);
  }

  /// The size that reaches a loss after infinitely many tokens: (A/(L − E))^(1/α).
  public double smallest(double loss) {
    return Math.pow(modelScale / excess(loss), 1 / modelExponent);
  }

  /// Tokens that bring N parameters to a loss; infinite where the size is too small for it.
  public double tokensTo(double loss, double parameters) {
    double rest = excess(loss) - modelScale / Math.pow(parameters, modelExponent);
    return rest <= 0 ? Double.POSITIVE_INFINITY : Math.pow(dataScale / rest, 1 / dataExponent);
  }

  /// Parameters that reach a loss after D tokens; infinite where no size does.
  public double parametersTo(double loss, double tokens) {
    double rest = loss - irreducible - dataScale / Math.pow(tokens, dataExponent);
    return rest <= 0 ? Double.POSITIVE_INFINITY : Math.pow(modelScale / rest, 1 / modelExponent);
  }

  private double excess(double loss) {
    if (!(loss > irreducible)) {
      throw new RunFileException(
          String.format(
              Locale.ROOT,
              "a loss of %s cannot be reached: the law «%s» never falls to %.4f; ask for more",
              loss,
              name,
              irreducible));
    }
    return loss - irreducible;
  }

  /// The rule of thumb drawn from approaches 1 and 2: twenty tokens a parameter, N = √(C/120).
  public static Allocation twentyTokens(double budgetFlops) {
    double parameters = Math.sqrt(budgetFlops / 120);
    return new Allocation(
        "20 tokens a parameter",
        parameters,
        20 * parameters,
        REFIT.loss(parameters, 20 * parameters),
        "Hoffmann et al. 2022, tables 2 and 3 (D ≈ 20N)",
        Chinchilla.CAUTION);
  }
}
