package org.bloomery.plan.law;

/// What repeated data is worth: Muennighoff et al. 2023 ("Scaling Data-Constrained Language
/// Models", arXiv 2305.16264), equations 5 and 6 with the constants of appendix A.
///
/// Text that is read again is worth less each time, and so are parameters beyond those that the
/// unique text calls for. Fitted on 7M to 9B parameters with dropout and weight decay; it lets
/// repetition become useless, never harmful, which 40 and more epochs can be.
public final class Repetition {
  public static final String SOURCE = "Muennighoff et al. 2023, eq. 5, 6 and appendix A";

  /// R*D: epochs after the first until repetition has lost most of its worth.
  private static final double TOKEN_HALF_LIFE = 15.387756;

  /// R*N, the same for parameters.
  private static final double PARAMETER_HALF_LIFE = 5.309743;

  /// The law without repetition, α = β: E = e^0.6254804, A = e^6.255414, B = e^7.3049974.
  public static final Chinchilla FRESH =
      new Chinchilla(
          "Muennighoff, on fresh text",
          Math.exp(0.6254804),
          Math.exp(6.255414),
          Math.exp(7.3049974),
          0.3526596,
          0.3526596,
          SOURCE);

  private Repetition() {}

  /// A run on limited text.
  ///
  /// @param uniqueTokens U
  /// @param epochs D/U, below 1 where the budget does not read all of the text
  /// @param effectiveParameters N'
  /// @param effectiveTokens D'
  /// @param loss nats a token
  /// @param freshParameters what the same law would choose if text were unlimited
  /// @param freshTokens its tokens
  /// @param freshLoss its loss, so that the difference is the cost of repetition
  public record Choice(
      double parameters,
      double tokens,
      double uniqueTokens,
      double epochs,
      double effectiveParameters,
      double effectiveTokens,
      double loss,
      double freshParameters,
      double freshTokens,
      double freshLoss) {}

  /// The fresh tokens that `epochs` passes over `uniqueTokens` are worth: U + U·R*·(1 − e^(−R/R*)).
  public static double effectiveTokens(double uniqueTokens, double epochs) {
    return Math.min(1, epochs) * uniqueTokens
        + saturating(uniqueTokens, epochs - 1, TOKEN_HALF_LIFE);
  }

  /// What N parameters are worth when only `uniqueTokens` are there to learn from.
  public static double effectiveParameters(double parameters, double uniqueTokens) {
    double called = Math.min(parameters, parametersFor(uniqueTokens));
    return called + saturating(called, parameters / called - 1, PARAMETER_HALF_LIFE);
  }

  /// UN, the parameters that U tokens call for at one epoch: 0.051·U.
  public static double parametersFor(double uniqueTokens) {
    return uniqueTokens * Math.pow(FRESH.modelScale() / FRESH.dataScale(), 1 / 0.3526596);
  }

  private static double saturating(double unit, double repeats, double halfLife) {
    return unit * halfLife * -Math.expm1(-Math.max(0, repeats) / halfLife);
  }

  /// Loss of N parameters after D tokens, of which `uniqueTokens` differ: 1.87 + 521/N'^0.353 +
  /// 1488/D'^0.353.
  public static double loss(double parameters, double tokens, double uniqueTokens) {
    double unique = Math.min(tokens, uniqueTokens);
    return FRESH.loss(
        effectiveParameters(parameters, unique), effectiveTokens(unique, tokens / unique));
  }

  /// How `budgetFlops` are spent best when there are no more than `uniqueTokens`.
  public static Choice optimum(double budgetFlops, double uniqueTokens) {
    Allocation fresh = FRESH.optimum(budgetFlops);
    double middle = Math.log(fresh.parameters());
    double parameters =
        Math.exp(
            GoldenSection.minimum(
                logParameters -> {
                  double n = Math.exp(logParameters);
                  return loss(n, budgetFlops / 6 / n, uniqueTokens);
                },
                middle - 12,
                middle + 12));
    return of(parameters, budgetFlops / 6 / parameters, uniqueTokens, fresh);
  }

  /// A given run.
  public static Choice of(double parameters, double tokens, double uniqueTokens) {
    return of(parameters, tokens, uniqueTokens, FRESH.optimum(6 * parameters * tokens));
  }

  private static Choice of(
      double parameters, double tokens, double uniqueTokens, Allocation fresh) {
    double read = Math.min(tokens, uniqueTokens);
    return new Choice(
        parameters,
        tokens,
        uniqueTokens,
        tokens / uniqueTokens,
        effectiveParameters(parameters, read),
        effectiveTokens(read, tokens / read),
        loss(parameters, tokens, uniqueTokens),
        fresh.parameters(),
        fresh.tokens(),
        fresh.loss());
  }
}
