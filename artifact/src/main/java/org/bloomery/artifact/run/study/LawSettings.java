package org.bloomery.artifact.run.study;

import java.nio.file.Path;
import java.util.List;
import org.bloomery.artifact.Require;
import org.jspecify.annotations.Nullable;

/// Which scaling laws are asked beside the published ones.
///
/// @param fit a `fit.json` of `bloomery plan fit`, relative to the run file; absent: none
/// @param choose which law's optimum is the size to look for where no floor decides: `kaplan`,
///   `chinchilla`, `20-tokens` or `fit`; absent: the size of `[model]`, unless `[plan.shape]`
///   states one
/// @param servedTokens tokens that the model will read and write in its life, for the choice by
///   total cost; absent: training alone counts
public record LawSettings(
    @Nullable Path fit, @Nullable String choose, @Nullable Double servedTokens) {
  /// The laws that may choose.
  public static final List<String> CHOICES = List.of("kaplan", "chinchilla", "20-tokens", "fit");

  public LawSettings {
    Require.that(
        choose == null || CHOICES.contains(choose),
        "choose = \"" + choose + "\" is not known; use one of " + CHOICES);
    Require.that(
        !"fit".equals(choose) || fit != null,
        "choose = \"fit\" needs fit = \"…\": the fit.json that is to choose");
    Require.positive("servedTokens", servedTokens);
  }
}
