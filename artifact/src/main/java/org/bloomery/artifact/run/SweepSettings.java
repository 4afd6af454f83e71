package org.bloomery.artifact.run;

import java.util.List;
import org.bloomery.artifact.Require;
import org.jspecify.annotations.Nullable;

/// Which configurations a sweep trains for a few steps each: every combination of the values that
/// are listed. What is not listed is as the run file's own model and training have it.
///
/// @param hidden widths
/// @param layers numbers of blocks
/// @param heads numbers of attention heads
/// @param sequence tokens of context
/// @param microBatch sequences computed together
/// @param batch sequences an optimiser step
/// @param precision of the arithmetic
/// @param recompute whether activations are computed again in the backward pass
/// @param warmUpSteps steps of each configuration that come first and are not timed
/// @param steps steps of each configuration that are timed
public record SweepSettings(
    @Nullable List<Integer> hidden,
    @Nullable List<Integer> layers,
    @Nullable List<Integer> heads,
    @Nullable List<Integer> sequence,
    @Nullable List<Integer> microBatch,
    @Nullable List<Integer> batch,
    @Nullable List<Precision> precision,
    @Nullable List<Boolean> recompute,
    int warmUpSteps,
    int steps) {
  public SweepSettings {
    hidden = copy("hidden", hidden);
    layers = copy("layers", layers);
    heads = copy("heads", heads);
    sequence = copy("sequence", sequence);
    microBatch = copy("microBatch", microBatch);
    batch = copy("batch", batch);
    precision = copy("precision", precision);
    recompute = copy("recompute", recompute);
    Require.that(warmUpSteps >= 0, "warmUpSteps", warmUpSteps, "is negative");
    Require.that(steps > 0, "steps", steps, "is not positive");
  }

  private static <T> @Nullable List<T> copy(String key, @Nullable List<T> values) {
    Require.that(
        values == null || !values.isEmpty(),
        key + " = [] leaves no configuration; list values, or leave the line out");
    return values == null ? null : List.copyOf(values);
  }
}
