package org.bloomery.plan.schedule;

/// What a batch costs beside the critical one (McCandlish et al. 2018, "An Empirical Model of
/// Large-Batch Training"). The critical batch of a loss is
/// [org.bloomery.plan.law.Kaplan#criticalBatchTokens], that of a run under way [NoiseScale#batch].
public final class BatchCost {
  private BatchCost() {}

  /// Compute ÷ the least compute for the same loss: 1 + B/Bcrit.
  public static double computeFactor(double batch, double critical) {
    return 1 + batch / critical;
  }

  /// Steps ÷ the fewest steps for the same loss: 1 + Bcrit/B.
  public static double stepsFactor(double batch, double critical) {
    return 1 + critical / batch;
  }

  /// Examples that a run of `steps` sees, where it needs at least `leastSteps` and `leastExamples`:
  /// (S/Smin − 1)(E/Emin − 1) = 1 (equation 2.11).
  public static double examples(double steps, double leastSteps, double leastExamples) {
    return leastExamples * (1 + 1 / (steps / leastSteps - 1));
  }

  /// The best learning rate at a batch, of the best at a very large one: εmax/(1 + Bnoise/B)
  /// (equation 2.6).
  public static double learningRate(double largest, double batch, double noiseScale) {
    return largest / (1 + noiseScale / batch);
  }
}
