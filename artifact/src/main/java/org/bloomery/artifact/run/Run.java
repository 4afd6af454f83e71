package org.bloomery.artifact.run;

import org.jspecify.annotations.Nullable;

/// All settings of a run.
///
/// @param name names the default run directory `out/NAME`
/// @param seed every random choice of the run derives from it
/// @param sweep what `bloomery sweep` compares; no stage reads it
public record Run(
    String name,
    long seed,
    PlanSettings plan,
    CatalogueSettings catalogue,
    CurateSettings curate,
    TokenizeSettings tokenize,
    ModelSettings model,
    TrainSettings train,
    EvaluateSettings evaluate,
    PublishSettings publish,
    @Nullable SweepSettings sweep) {
  public Run {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException(
          "name = \"" + name + "\" names a folder: use letters, digits, '.', '_' and '-'");
    }
  }
}
