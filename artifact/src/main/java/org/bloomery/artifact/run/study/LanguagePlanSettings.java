package org.bloomery.artifact.run.study;

import java.util.Locale;
import java.util.Map;
import org.bloomery.artifact.Require;
import org.jspecify.annotations.Nullable;

/// How training tokens are divided among languages.
///
/// @param method how the shares come about
/// @param corpus a corpus whose languages the plan room knows: `roots`, BLOOM's; absent:
///   `availableTokens` are stated
/// @param availableTokens unique tokens that each language has; absent: those of `corpus`
/// @param alpha for `alpha` alone: a language with share p of the text gets p^alpha, normalised
/// @param maximumEpochs for `unimax` alone: no language is read more often than this
/// @param weights for `weights` alone: the relative share of each language
/// @param law for `fitted` alone: constants of each language; they belong to a corpus and a
///   tokenizer, so there are no defaults
public record LanguagePlanSettings(
    Method method,
    @Nullable String corpus,
    @Nullable Map<String, Double> availableTokens,
    @Nullable Double alpha,
    @Nullable Double maximumEpochs,
    @Nullable Map<String, Double> weights,
    @Nullable Map<String, Constants> law) {
  /// BLOOM's corpus (Laurençon et al. 2022).
  public static final String ROOTS = "roots";

  /// How shares come about.
  public enum Method {
    /// As large as the languages are.
    PROPORTIONAL,
    /// Between proportional (alpha 1) and uniform (alpha 0): Devlin et al. 2018, multilingual BERT.
    ALPHA,
    /// As stated.
    WEIGHTS,
    /// Uniform within a number of epochs: Chung et al. 2023, "UniMax".
    UNIMAX,
    /// Where a law that was fitted to small runs has the least loss: He et al. 2024.
    FITTED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// L = (e + a/N^alpha + b/D^beta)·p^(−gamma) of one language with the share p of the text (He et
  /// al. 2024, "Scaling Laws for Multilingual Language Models", arXiv 2410.12883).
  ///
  /// @param weight how much its loss counts in the sum; absent: 1
  public record Constants(
      double e,
      double a,
      double alpha,
      double b,
      double beta,
      double gamma,
      @Nullable Double weight) {
    public Constants {
      Require.that(e >= 0, "e = " + e + " must not be below zero");
      Require.positive("a", a);
      Require.positive("alpha", alpha);
      Require.positive("b", b);
      Require.positive("beta", beta);
      Require.positive("gamma", gamma);
      Require.positive("weight", weight);
    }
  }

  public LanguagePlanSettings {
    availableTokens = availableTokens == null ? null : Map.copyOf(availableTokens);
    weights = weights == null ? null : Map.copyOf(weights);
    law = law == null ? null : Map.copyOf(law);
    Require.that(
        (corpus == null) != (availableTokens == null), "state either corpus or availableTokens");
    Require.that(
        corpus == null || corpus.equals(ROOTS),
        "corpus = \"" + corpus + "\" is not known; use \"roots\", or state availableTokens");
    Require.that(
        availableTokens == null || !availableTokens.isEmpty(),
        "availableTokens = {} names no language; state some's tokens");
    if (availableTokens != null) {
      availableTokens.forEach(
          (language, tokens) -> Require.positive("availableTokens." + language, tokens));
    }
    Require.alpha(method == Method.ALPHA, alpha);
    Require.that(
        (method == Method.UNIMAX) == (maximumEpochs != null),
        "maximumEpochs is given with method = \"unimax\", and only there");
    Require.positive("maximumEpochs", maximumEpochs);
    Require.that(
        (method == Method.WEIGHTS) == (weights != null),
        "weights are given with method = \"weights\", and only there");
    Require.that(
        weights == null
            || availableTokens == null
            || weights.keySet().equals(availableTokens.keySet()),
        "weights and availableTokens must name the same languages");
    Require.that(
        weights == null || weights.values().stream().allMatch(w -> w > 0 && w < 1e12),
        "weights must be above zero");
    Require.that(
        (method == Method.FITTED) == (law != null),
        "law, the constants e, a, alpha, b, beta and gamma of each language, is given with method ="
            + " \"fitted\", and only there");
  }
}
