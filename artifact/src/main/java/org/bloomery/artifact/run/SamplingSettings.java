package org.bloomery.artifact.run;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.bloomery.artifact.Require;
import org.jspecify.annotations.Nullable;

/// Which share of each language the tokenizer learns from.
///
/// @param method how the shares come about
/// @param alpha for `alpha` alone: a language with share p of the text gets p^alpha, normalised
/// @param weights for `weights` alone: the relative share of each language
/// @param sampleBytes UTF-8 bytes to learn from, all languages together; may be left out for
///   `proportional`, which then takes everything
public record SamplingSettings(
    Method method,
    @Nullable Double alpha,
    @Nullable Map<String, Double> weights,
    @Nullable Long sampleBytes) {
  /// How shares come about.
  public enum Method {
    /// As large as the languages are.
    PROPORTIONAL,
    /// Between proportional (alpha 1) and uniform (alpha 0): Devlin et al. 2018, multilingual BERT.
    ALPHA,
    /// As stated.
    WEIGHTS,
    /// Uniform, but nothing twice: Chung et al. 2023, "UniMax", with one epoch.
    UNIMAX;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Everything that there is.
  public static final SamplingSettings EVERYTHING =
      new SamplingSettings(Method.PROPORTIONAL, null, null, null);

  public SamplingSettings {
    weights = weights == null ? null : Map.copyOf(weights);
    Require.alpha(method == Method.ALPHA, alpha);
    Require.that(
        (method == Method.WEIGHTS) == (weights != null),
        "weights are given with method = \"weights\", and only there");
    Require.that(
        weights == null || weights.values().stream().allMatch(w -> w >= 0 && w < 1e9),
        "weights must be 0 or more");
    Require.that(
        method == Method.PROPORTIONAL || sampleBytes != null,
        "method = \"" + method + "\" needs sampleBytes: how much text to learn from");
    Require.that(
        sampleBytes == null || sampleBytes > 0,
        "sampleBytes = " + sampleBytes + " must be above 0; leave it out to take everything");
  }

  /// Whether all text is taken, so that nothing needs to be measured first.
  public boolean takesEverything() {
    return method == Method.PROPORTIONAL && sampleBytes == null;
  }

  /// The relative share of a language with this share of the text.
  public double weight(String language, double shareOfText) {
    return switch (method) {
      case PROPORTIONAL -> shareOfText;
      case ALPHA -> Math.pow(shareOfText, Objects.requireNonNull(alpha));
      case WEIGHTS -> Objects.requireNonNull(weights).getOrDefault(language, 0.0);
      case UNIMAX -> 1;
    };
  }
}
