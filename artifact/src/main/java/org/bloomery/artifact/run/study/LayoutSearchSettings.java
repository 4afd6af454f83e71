package org.bloomery.artifact.run.study;

import java.nio.file.Path;
import java.util.List;
import org.bloomery.artifact.Require;
import org.jspecify.annotations.Nullable;

/// Which layouts are compared: a stated axis is fixed, an absent one is searched.
///
/// @param tensor devices that share each matrix
/// @param pipeline stages of layers
/// @param data replicas
/// @param microBatch sequences that pass a stage together
/// @param zero 0 to 3: what replicas share instead of each keeping it (Rajbhandari et al. 2020)
/// @param schedule of the pipeline: `1f1b`, `gpipe` or `interleaved`
/// @param recompute whether blocks run again in the backward pass
/// @param calibration CSV of measured rows that the memory model is fitted to, relative to the run
///   file; absent: the shipped rows of the BLOOM chronicle
public record LayoutSearchSettings(
    @Nullable Integer tensor,
    @Nullable Integer pipeline,
    @Nullable Integer data,
    @Nullable Integer microBatch,
    @Nullable Integer zero,
    @Nullable String schedule,
    @Nullable Boolean recompute,
    @Nullable Path calibration) {
  /// The names of the pipeline's schedules.
  public static final List<String> SCHEDULES = List.of("1f1b", "gpipe", "interleaved");

  public LayoutSearchSettings {
    Require.positive("tensor", tensor);
    Require.positive("pipeline", pipeline);
    Require.positive("data", data);
    Require.positive("microBatch", microBatch);
    Require.that(
        zero == null || (zero >= 0 && zero <= 3), "zero = " + zero + " must be 0, 1, 2 or 3");
    Require.that(
        schedule == null || SCHEDULES.contains(schedule),
        "schedule = \"" + schedule + "\" is not known; use one of " + SCHEDULES);
  }
}
