package org.bloomery.plan.study;

import java.util.Optional;
import org.bloomery.artifact.run.study.ObservedSettings;
import org.jspecify.annotations.Nullable;

/// A measured step beside its prediction.
///
/// @param observed as the run file states it
/// @param parameters of its shape
/// @param hardwareFlopsPerSecondPerDevice recomputed from the measured seconds, as BLOOM's logs
///   count: with every block's forward pass done again where the run file recomputes
/// @param modelFlopsPerSecondPerDevice without that
/// @param predicted in the same layout
/// @param shapeRank place among the shapes of the search, the best at 1; absent: not among them
/// @param shapeObjection why it is not among them
public record ObservedRow(
    ObservedSettings observed,
    long parameters,
    double hardwareFlopsPerSecondPerDevice,
    double modelFlopsPerSecondPerDevice,
    PlacedShape predicted,
    @Nullable Integer shapeRank,
    @Nullable String shapeObjection) {

  /// Predicted over measured seconds, less one.
  public double secondsError() {
    return predicted.time().seconds() / observed.secondsPerIteration() - 1;
  }

  public Optional<Boolean> memoryInsideBand() {
    Double gigabytes = observed.memoryGigabytes();
    if (gigabytes == null) {
      return Optional.empty();
    }
    double bytes = gigabytes * (1L << 30);
    return Optional.of(
        predicted.memory().lowBytes() <= bytes && bytes <= predicted.memory().highBytes());
  }

  public boolean secondsInsideBand() {
    return predicted.time().lowSeconds() <= observed.secondsPerIteration()
        && observed.secondsPerIteration() <= predicted.time().highSeconds();
  }
}
