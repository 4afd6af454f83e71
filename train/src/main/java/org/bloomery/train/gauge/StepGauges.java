package org.bloomery.train.gauge;

import org.jspecify.annotations.Nullable;

/// What one step showed beside its loss; absent what was not measured.
///
/// @param gradients squared norms of a small and a big batch's gradient, for the noise scale
/// @param gradientZeros share of the gradient's elements that are zero
public record StepGauges(
    @Nullable Work work,
    NoiseScale.@Nullable Pair gradients,
    @Nullable Double weightNorm,
    @Nullable Double gradientZeros) {
  /// Nothing measured.
  public static final StepGauges NONE = new StepGauges(null, null, null, null);
}
