package org.bloomery.plan.language;

import java.util.List;
import org.bloomery.artifact.RunFileException;

/// The loss of each language family in a mixture: L_i = (E + A/N^α + B/D^β)·p_i^(−γ_i), where p_i
/// is the family's share of the text and the other shares do not matter (He et al. 2024, "Scaling
/// Laws for Multilingual Language Models", arXiv 2410.12883). The constants differ by family and
/// belong to a corpus and a tokenizer, so there are no defaults: fit them on small runs, whose best
/// shares the paper finds to hold at fourteen times the size.
public record MultilingualLaw(List<Family> families) {
  static final String SOURCE =
      "least weighted loss by L_i = (E + A/N^α + B/D^β)·p_i^(−γ_i): He et al. 2024, arXiv"
          + " 2410.12883; p_i = (w_i γ_i L_i/λ)^(1/(1+γ_i)), λ by bisection";

  /// The constants of one language or family.
  ///
  /// @param name as in the mixture
  /// @param irreducible E, nats a token
  /// @param modelScale A
  /// @param modelExponent α
  /// @param dataScale B
  /// @param dataExponent β
  /// @param shareExponent γ, by how much the loss falls with the family's share
  /// @param weight how much the family's loss matters
  public record Family(
      String name,
      double irreducible,
      double modelScale,
      double modelExponent,
      double dataScale,
      double dataExponent,
      double shareExponent,
      double weight) {
    public Family {
      if (!(shareExponent > 0) || !(weight > 0)) {
        throw new RunFileException(
            "family "
                + name
                + ": gamma "
                + shareExponent
                + " and weight "
                + weight
                + " must be above zero, or no share is best");
      }
    }

    /// Loss with all of the text.
    public double aloneLoss(double parameters, double tokens) {
      return irreducible
          + modelScale / Math.pow(parameters, modelExponent)
          + dataScale / Math.pow(tokens, dataExponent);
    }

    /// Loss with `share` of the text.
    public double loss(double parameters, double tokens, double share) {
      return aloneLoss(parameters, tokens) * Math.pow(share, -shareExponent);
    }
  }

  public MultilingualLaw {
    families = List.copyOf(families);
    if (families.isEmpty()) {
      throw new RunFileException("the multilingual law has no families; give at least one");
    }
  }

  /// The same law with every family's loss measured against what it would reach alone, so that
  /// families with large losses do not take all (the paper's normalised weighting).
  public MultilingualLaw normalised(double parameters, double tokens) {
    return new MultilingualLaw(
        families.stream()
            .map(family ->
                new Family(
                    family.name(),
                    family.irreducible(),
                    family.modelScale(),
                    family.modelExponent(),
                    family.dataScale(),
                    family.dataExponent(),
                    family.shareExponent(),
                    family.weight() / family.aloneLoss(parameters, tokens)))
            .toList());
  }

  /// Weighted sum of losses.
  public double objective(double parameters, double tokens, double[] shares) {
    double sum = 0;
    for (int i = 0; i < shares.length; i++) {
      Family family = families.get(i);
      sum += family.weight() * family.loss(parameters, tokens, shares[i]);
    }
    return sum;
  }

  /// Shares with the least [#objective]. The shares fall as λ rises, so their sum crosses 1 once.
  public double[] optimum(double parameters, double tokens) {
    double low = -700;
    double high = 700;
    for (int i = 0; i < 200; i++) {
      double middle = (low + high) / 2;
      if (sum(shares(parameters, tokens, Math.exp(middle))) > 1) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return shares(parameters, tokens, Math.exp(high));
  }

  private double[] shares(double parameters, double tokens, double lambda) {
    return families.stream()
        .mapToDouble(family ->
            Math.pow(
                family.weight()
                    * family.shareExponent()
                    * family.aloneLoss(parameters, tokens)
                    / lambda,
                1 / (1 + family.shareExponent())))
        .toArray();
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
