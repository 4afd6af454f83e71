package org.bloomery.plan.law;

/// A model leg N = scale·C^exponent, C in petaflop-days, pinned on one point that is known: how
/// BLOOM's planners used a fit of LightOn's whose prefactor was never published. The exponent is
/// Kaplan's, the point 392B parameters at 4,500 petaflop-days.
///
/// @param source where exponent and point come from
public record CalibratedLeg(String name, double scale, double exponent, String source) {
  /// N = 8.44e8·C^0.73.
  public static final CalibratedLeg BLOOM =
      through(
          "Kaplan, pinned on BLOOM's plan",
          392e9,
          4500 * Kaplan.PETAFLOP_DAY,
          0.73,
          "exponent: Kaplan et al. 2020, table 6; point: BigScience's plan of 392B parameters and"
              + " 165B tokens for 4,500 PF-days");

  public static CalibratedLeg through(
      String name, double parameters, double budgetFlops, double exponent, String source) {
    double scale = parameters / Math.pow(budgetFlops / Kaplan.PETAFLOP_DAY, exponent);
    return new CalibratedLeg(name, scale, exponent, source);
  }

  /// The tokens follow from C = 6ND.
  public Allocation optimum(double budgetFlops) {
    double parameters = scale * Math.pow(budgetFlops / Kaplan.PETAFLOP_DAY, exponent);
    double tokens = budgetFlops / 6 / parameters;
    return new Allocation(
        name,
        parameters,
        tokens,
        Double.NaN,
        source,
        "one point fixes the prefactor, nothing tests the exponent; gives no loss");
  }
}
