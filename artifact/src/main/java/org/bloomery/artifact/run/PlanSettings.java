package org.bloomery.artifact.run;

import org.jspecify.annotations.Nullable;

/// What the run may cost.
///
/// @param tokens training tokens, if the budget is stated in tokens
/// @param hours wall-clock hours of the device, if it is stated in time
/// @param deviceFlopsPerSecond matrix multiplication speed of the device; where absent, a short
///   measurement in plain Java stands in for it
/// @param utilisation training's operations a second as a share of that speed; above one where
///   training uses faster arithmetic than the measurement
public record PlanSettings(
    @Nullable Long tokens,
    @Nullable Double hours,
    @Nullable Double deviceFlopsPerSecond,
    double utilisation) {
  public PlanSettings {
    if (tokens == null && hours == null) {
      throw new IllegalArgumentException("state a budget: tokens = … or hours = …");
    }
    if (tokens != null && tokens <= 0) {
      throw new IllegalArgumentException("tokens = " + tokens + " must be above zero");
    }
    if (hours != null && !(hours > 0)) {
      throw new IllegalArgumentException("hours = " + hours + " must be above zero");
    }
    if (deviceFlopsPerSecond != null && !(deviceFlopsPerSecond > 0)) {
      throw new IllegalArgumentException(
          "deviceFlopsPerSecond = "
              + deviceFlopsPerSecond
              + " must be above zero; leave it out to measure this machine");
    }
    if (!(utilisation > 0)) {
      throw new IllegalArgumentException(
          "utilisation = " + utilisation + " must be above zero; 0.4 is usual on a GPU");
    }
  }
}
