package org.bloomery.plan.language;

import org.bloomery.plan.figure.Assumption;

/// What more languages cost at equal loss in each: parameters and tokens grow with powers of their
/// number (Longpre et al. 2025, "ATLAS", arXiv 2510.22037). A doubling asks for 1.18 times the
/// parameters and 1.66 times the tokens.
public final class Multilinguality {
  /// The range is what the printed factor 1.18 leaves open.
  public static final Assumption MODEL_EXPONENT =
      new Assumption(
              "languagesModelExponent",
              "parameters grow with languages to the power",
              0.243,
              0.232,
              0.245,
              "",
              "Longpre et al. 2025 (ATLAS, arXiv 2510.22037), by the authors' account of January 2026:"
                  + " 2^0.243 = 1.18")
          .within(0, 1);

  /// The range is what the printed factor 1.66 leaves open.
  public static final Assumption DATA_EXPONENT =
      new Assumption(
              "languagesDataExponent",
              "tokens grow with languages to the power",
              0.728,
              0.726,
              0.736,
              "",
              "Longpre et al. 2025 (ATLAS, arXiv 2510.22037), by the authors' account of January 2026:"
                  + " 2^0.728 = 1.66")
          .within(0, 1);

  private Multilinguality() {}

  /// Factor on parameters or tokens when the languages become `languages` times as many.
  ///
  /// @param exponent [#MODEL_EXPONENT] or [#DATA_EXPONENT]
  public static double factor(double languages, double exponent) {
    return Math.pow(languages, exponent);
  }
}
