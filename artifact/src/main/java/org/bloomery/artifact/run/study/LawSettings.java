package org.bloomery.artifact.run.study;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Which scaling laws are asked beside the published ones.
///
/// @param fit a `fit.json` of `bloomery plan fit`, relative to the run file; absent: none
/// @param servedTokens tokens that the model will read and write in its life, for the choice by
///   total cost; absent: training alone counts
public record LawSettings(@Nullable Path fit, @Nullable Double servedTokens) {
  public LawSettings {
    Require.positive("servedTokens", servedTokens);
  }
}
