package org.bloomery.artifact.run;

import org.jspecify.annotations.Nullable;

/// What the run may cost.
///
/// @param tokens training tokens, if the budget is stated in tokens
/// @param hours wall-clock hours of the device, if it is stated in time
/// @param deviceFlopsPerSecond sustained floating-point operations a second; measured where absent
public record PlanSettings(
    @Nullable Long tokens, @Nullable Double hours, @Nullable Double deviceFlopsPerSecond) {
  public PlanSettings {
    if (tokens == null && hours == null) {
      throw new IllegalArgumentException("state a budget: tokens = … or hours = …");
    }
  }
}
