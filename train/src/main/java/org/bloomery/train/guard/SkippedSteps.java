package org.bloomery.train.guard;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The ledger of steps whose data is not trained on. A skipped step counts, reads nothing and
/// changes nothing, so the data of all other steps stays what it was.
///
/// @param ranges in the order in which they were decided
public record SkippedSteps(List<Range> ranges) {
  /// Nothing is skipped.
  public static final SkippedSteps NONE = new SkippedSteps(List.of());

  /// Steps in a row.
  ///
  /// @param first step, from 1
  /// @param last step, included
  /// @param reason for the log
  public record Range(long first, long last, String reason) {}

  public SkippedSteps {
    ranges = List.copyOf(ranges);
  }

  /// Why a step is skipped, if it is.
  public Optional<String> reason(long step) {
    return ranges.stream()
        .filter(range -> range.first <= step && step <= range.last)
        .map(Range::reason)
        .findFirst();
  }

  public SkippedSteps and(Range range) {
    return new SkippedSteps(Stream.concat(ranges.stream(), Stream.of(range)).toList());
  }
}
