package org.bloomery.artifact.run.corpus;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.bloomery.artifact.Require;
import org.bloomery.artifact.mix.MixProfile;
import org.jspecify.annotations.Nullable;

/// How large each language is in the corpus.
///
/// @param method how the shares come about
/// @param alpha for `alpha` alone: a language with the share p of the text gets p^alpha, normalised
/// @param shares for `shares`: the relative share of each language
/// @param profile for `shares`, in place of them: those of a published corpus
/// @param maximumEpochs how often a document may stand in the corpus; left out: once
/// @param bytes of UTF-8 text in the corpus, held-out documents included; may be left out for
///   `proportional`, which then takes everything
public record MixSettings(
    Method method,
    @Nullable Double alpha,
    @Nullable Map<String, Double> shares,
    @Nullable String profile,
    @Nullable Double maximumEpochs,
    @Nullable Long bytes) {
  /// How shares come about.
  public enum Method {
    /// As large as the languages are.
    PROPORTIONAL,
    /// Between proportional (alpha 1) and uniform (alpha 0): Devlin et al. 2018.
    ALPHA,
    /// Uniform as far as the text goes: Chung et al. 2023.
    UNIMAX,
    /// As stated.
    SHARES;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public MixSettings {
    shares = shares == null ? null : Map.copyOf(shares);
    Require.alpha(method == Method.ALPHA, alpha);
    Require.that(
        method == Method.SHARES
            ? (shares == null) != (profile == null)
            : shares == null && profile == null,
        "method = \"shares\" needs either shares or a profile, and no other method takes them");
    Require.that(
        shares == null || shares.values().stream().allMatch(s -> s >= 0 && s < 1e18),
        "shares must be 0 or more");
    if (profile != null) {
      MixProfile.named(profile);
    }
    Require.that(
        maximumEpochs == null || (maximumEpochs >= 1 && maximumEpochs <= 1000),
        "maximumEpochs = " + maximumEpochs + " must be between 1 and 1000");
    Require.that(
        method == Method.PROPORTIONAL || bytes != null,
        "method = \"" + method + "\" needs bytes: how much text the corpus shall have");
    Require.positive("bytes", bytes);
  }

  /// How often a document may stand in the corpus.
  public double epochs() {
    return maximumEpochs == null ? 1 : maximumEpochs;
  }

  /// The relative share of each language.
  ///
  /// @param available bytes by language
  public Map<String, Double> weights(Map<String, Long> available) {
    Map<String, Double> weights = new TreeMap<>();
    Map<String, Double> stated =
        profile != null
            ? MixProfile.named(profile).weights(available)
            : shares != null ? shares : Map.of();
    available.forEach((language, size) ->
        weights.put(
            language,
            switch (method) {
              case PROPORTIONAL -> (double) size;
              case ALPHA -> Math.pow(size, alpha == null ? 1 : alpha);
              case UNIMAX -> 1.0;
              case SHARES -> stated.getOrDefault(language, 0.0);
            }));
    return weights;
  }
}
