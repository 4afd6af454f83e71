package org.bloomery.artifact.pipeline;

import java.util.List;

/// What a simulated step of a pipeline took.
///
/// @param seconds from the first forward pass to the end of the last backward pass
/// @param idealSeconds computing of the slowest stage
/// @param peakInFlight for each stage, chunks of micro-batches whose activations it held at once
/// @param timeline all passes, stage by stage
public record PipelineRun(
    double seconds, double idealSeconds, List<Integer> peakInFlight, List<TimelineEntry> timeline) {
  public PipelineRun {
    peakInFlight = List.copyOf(peakInFlight);
    timeline = List.copyOf(timeline);
  }

  /// Waiting of the slowest stage ÷ its computing: (p − 1)/m with equal stages, divided by v where
  /// v chunks are interleaved (Narayanan et al. 2021, §2.2).
  public double bubbleToIdeal() {
    return seconds / idealSeconds - 1;
  }

  /// The same as a share of the step.
  public double bubbleShare() {
    return 1 - idealSeconds / seconds;
  }
}
