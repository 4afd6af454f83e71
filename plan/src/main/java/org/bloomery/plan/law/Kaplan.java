package org.bloomery.plan.law;

/// Kaplan et al. 2020 ("Scaling Laws for Neural Language Models", arXiv 2001.08361), with N without
/// the embedding, compute in petaflop-days where the name says so, batches in tokens, and loss in
/// nats a token of a 50k-entry English vocabulary at context 1024.
///
/// The paper's legs were fitted one by one and do not agree: see [KaplanLegs]. So [#optimum] takes
/// the model leg and lets the tokens follow from C = 6ND.
public final class Kaplan {
  /// Operations of one petaflop-day: 1e15 a second for a day.
  public static final double PETAFLOP_DAY = 8.64e19;

  /// αN, the exponent of L(N) (equation 1.1).
  public static final double MODEL_EXPONENT = 0.076;

  /// αS, the exponent of L(N, S) (equation 1.6).
  public static final double STEP_EXPONENT = 0.76;

  private Kaplan() {}

  /// Loss of a model trained to convergence on unlimited text: (8.8e13/N)^0.076 (equation 1.1).
  public static double lossOfParameters(double parameters) {
    return Math.pow(8.8e13 / parameters, MODEL_EXPONENT);
  }

  /// Loss of a large model stopped early on limited text: (5.4e13/D)^0.095 (equation 1.2).
  public static double lossOfTokens(double tokens) {
    return Math.pow(5.4e13 / tokens, 0.095);
  }

  /// Loss at the optimum: (3.1e8/Cmin)^0.050 (equation 1.3).
  public static double loss(double budgetFlops) {
    return Math.pow(3.1e8 / (budgetFlops / PETAFLOP_DAY), 0.050);
  }

  /// Loss at a fixed batch of 2^19 tokens, which wastes compute: (1.6e7/C)^0.057 (table 5).
  public static double fixedBatchLoss(double budgetFlops) {
    return Math.pow(1.6e7 / (budgetFlops / PETAFLOP_DAY), 0.057);
  }

  /// Loss of N parameters on D tokens: ((Nc/N)^(αN/αD) + Dc/D)^αD (equation 1.5) with the constants
  /// of its own fit (table 2).
  public static double loss(double parameters, double tokens) {
    return Math.pow(Math.pow(6.4e13 / parameters, 0.076 / 0.103) + 1.8e13 / tokens, 0.103);
  }

  /// Loss after S steps at batches far above the critical one: (Nc/N)^αN + (Sc/Smin)^αS (equation
  /// 1.6, table 3).
  public static double lossAfterSteps(double parameters, double minimumSteps) {
    return Math.pow(6.5e13 / parameters, 0.077) + Math.pow(2.1e3 / minimumSteps, STEP_EXPONENT);
  }

  /// Tokens below which N parameters overfit by more than the noise of training: 5e3·N^0.74
  /// (equation 4.4).
  public static double tokensAgainstOverfitting(double parameters) {
    return 5e3 * Math.pow(parameters, 0.74);
  }

  /// Tokens a step at which steps and text are traded evenly: 2e8/L^(1/0.21) (equation 1.4, table 5
  /// prints 2.1e8).
  public static double criticalBatchTokens(double loss) {
    return 2e8 / Math.pow(loss, 1 / 0.21);
  }

  /// The loss at which a batch is the critical one, the inverse of [#criticalBatchTokens].
  public static double lossAtCriticalBatch(double batchTokens) {
    return Math.pow(2e8 / batchTokens, 0.21);
  }

  /// Steps that the same progress takes at an infinite batch: S/(1 + Bcrit/B) (equation 5.4).
  public static double minimumSteps(double steps, double batchTokens, double criticalBatchTokens) {
    return steps / (1 + criticalBatchTokens / batchTokens);
  }

  /// Compute that the same progress takes at an infinitely small batch: C/(1 + B/Bcrit) (equation
  /// 5.5).
  public static double minimumCompute(
      double flops, double batchTokens, double criticalBatchTokens) {
    return flops / (1 + batchTokens / criticalBatchTokens);
  }

  /// Parameters for a budget: 1.3e9·C^0.73 (table 6).
  public static double optimalParameters(double budgetFlops) {
    return 1.3e9 * Math.pow(budgetFlops / PETAFLOP_DAY, 0.73);
  }

  /// Parameters for a budget spent at a fixed batch: 1.6e9·C^0.88 (figure 14).
  public static double fixedBatchOptimalParameters(double budgetFlops) {
    return 1.6e9 * Math.pow(budgetFlops / PETAFLOP_DAY, 0.88);
  }

  /// Tokens for a budget, by the paper's own leg: 2e10·C^0.27 (table 6).
  public static double optimalTokens(double budgetFlops) {
    return 2e10 * Math.pow(budgetFlops / PETAFLOP_DAY, 0.27);
  }

  /// Tokens a step for a budget: 2e6·C^0.24 (table 6).
  public static double optimalBatchTokens(double budgetFlops) {
    return 2e6 * Math.pow(budgetFlops / PETAFLOP_DAY, 0.24);
  }

  /// Steps for a budget, counted at an infinite batch: 5.4e3·C^0.03 (table 6).
  public static double optimalSteps(double budgetFlops) {
    return 5.4e3 * Math.pow(budgetFlops / PETAFLOP_DAY, 0.03);
  }

  /// The paper's learning rate: 0.003239 − 0.0001395·ln N (equation D.1). It reaches zero at 1.2e10
  /// parameters; the paper warns from 1e10 on, so its value there is the least that comes out.
  public static double learningRate(double parameters) {
    return 0.003239 - 0.0001395 * Math.log(Math.min(parameters, 1e10));
  }

  public static Allocation optimum(double budgetFlops) {
    double parameters = optimalParameters(budgetFlops);
    return new Allocation(
        "Kaplan",
        parameters,
        budgetFlops / 6 / parameters,
        loss(budgetFlops),
        "Kaplan et al. 2020, table 6 and eq. 1.3; tokens from C = 6ND",
        "parameters without the embedding; fitted on 768 to 1.5B parameters of English text");
  }
}
