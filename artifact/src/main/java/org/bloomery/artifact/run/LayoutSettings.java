package org.bloomery.artifact.run;

import org.bloomery.artifact.Require;
import org.bloomery.artifact.run.study.LayoutSearchSettings;
import org.jspecify.annotations.Nullable;

/// How training is spread over devices.
///
/// @param tensor devices that share each matrix
/// @param pipeline stages of layers
/// @param data replicas that share the batch
/// @param zero 0 to 3: what replicas share instead of each keeping it (Rajbhandari et al. 2020)
/// @param schedule of the pipeline: `1f1b`, `gpipe` or `interleaved`
/// @param sequenceParallel whether devices that share matrices also divide the sequence between
///   them, outside the branches (Korthikanti et al. 2022); absent: they do not, as in BLOOM
public record LayoutSettings(
    int tensor,
    int pipeline,
    int data,
    int zero,
    String schedule,
    @Nullable Boolean sequenceParallel) {
  /// One process.
  public static final LayoutSettings SINGLE = new LayoutSettings(1, 1, 1, 0, "1f1b", null);

  public LayoutSettings {
    Require.that(tensor > 0, "tensor", tensor, "is not positive");
    Require.that(pipeline > 0, "pipeline", pipeline, "is not positive");
    Require.that(data > 0, "data", data, "is not positive");
    Require.that(zero >= 0 && zero <= 3, "zero", zero, "must be 0, 1, 2 or 3");
    Require.that(
        LayoutSearchSettings.SCHEDULES.contains(schedule),
        "schedule",
        schedule,
        "is not known; use one of " + LayoutSearchSettings.SCHEDULES);
  }

  /// Processes that train together.
  public int ranks() {
    return tensor * pipeline * data;
  }
}
