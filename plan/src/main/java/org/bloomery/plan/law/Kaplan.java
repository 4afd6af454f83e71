package org.bloomery.plan.law;

/// Kaplan et al. 2020 ("Scaling Laws for Neural Language Models"), with compute in petaflop-days.
///
/// The paper's two optimal legs do not agree (6·N·D is 1.8 times the compute that chose them), so
/// the model leg is taken and the tokens follow from C = 6ND.
public final class Kaplan {
  /// Operations of one petaflop-day: 1e15 a second for a day.
  public static final double PETAFLOP_DAY = 8.64e19;

  private Kaplan() {}

  /// Non-embedding parameters for a budget: 1.3e9·C^0.73 (table 6).
  public static double optimalParameters(double budgetFlops) {
    return 1.3e9 * Math.pow(budgetFlops / PETAFLOP_DAY, 0.73);
  }

  /// Loss at the optimum: (3.1e8/C)^0.050 (equation 1.3).
  public static double loss(double budgetFlops) {
    return Math.pow(3.1e8 / (budgetFlops / PETAFLOP_DAY), 0.050);
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
