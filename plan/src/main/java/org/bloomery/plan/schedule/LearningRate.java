package org.bloomery.plan.schedule;

import java.util.List;

/// Peak learning rates for Adam in the family of GPT-3. The rule of a fitted law is
/// [org.bloomery.plan.law.Kaplan#learningRate].
public final class LearningRate {
  /// One model of a published family.
  ///
  /// @param parameters its size
  /// @param rate peak learning rate
  /// @param batchTokens tokens a step
  public record Published(double parameters, double rate, double batchTokens) {}

  public static final String GPT3_SOURCE =
      "between neighbours of Brown et al. 2020, table 2.1, in logarithms; held at its ends";

  /// Brown et al. 2020 ("Language Models are Few-Shot Learners"), table 2.1.
  public static final List<Published> GPT3 =
      List.of(
          new Published(125e6, 6.0e-4, 0.5e6),
          new Published(350e6, 3.0e-4, 0.5e6),
          new Published(760e6, 2.5e-4, 0.5e6),
          new Published(1.3e9, 2.0e-4, 1e6),
          new Published(2.7e9, 1.6e-4, 1e6),
          new Published(6.7e9, 1.2e-4, 2e6),
          new Published(13e9, 1.0e-4, 2e6),
          new Published(175e9, 0.6e-4, 3.2e6));

  private LearningRate() {}

  /// What the neighbours in size of GPT-3's family used.
  public static double likeGpt3(double parameters) {
    if (parameters <= GPT3.getFirst().parameters()) {
      return GPT3.getFirst().rate();
    }
    for (int i = 1; i < GPT3.size(); i++) {
      Published above = GPT3.get(i);
      if (parameters <= above.parameters()) {
        Published below = GPT3.get(i - 1);
        double along =
            Math.log(parameters / below.parameters())
                / Math.log(above.parameters() / below.parameters());
        return below.rate() * Math.pow(above.rate() / below.rate(), along);
      }
    }
    return GPT3.getLast().rate();
  }
}
