package org.bloomery.artifact.run.study;

import java.util.Objects;
import java.util.stream.Stream;
import org.bloomery.artifact.Require;
import org.jspecify.annotations.Nullable;

/// What may be spent: one of the first five.
///
/// @param weeks of the whole cluster
/// @param days of the whole cluster
/// @param hours of the whole cluster
/// @param acceleratorHours hours times devices
/// @param petaflopDays operations of training: 8.64e19 each
/// @param sustainedFlopsPerDevice model operations a second that a device is taken to reach;
///   absent: predicted from the layout
/// @param reserve share of the budget that is not planned; absent: an assumption
public record BudgetSettings(
    @Nullable Double weeks,
    @Nullable Double days,
    @Nullable Double hours,
    @Nullable Double acceleratorHours,
    @Nullable Double petaflopDays,
    @Nullable Double sustainedFlopsPerDevice,
    @Nullable Double reserve) {
  public BudgetSettings {
    Require.positive("weeks", weeks);
    Require.positive("days", days);
    Require.positive("hours", hours);
    Require.positive("acceleratorHours", acceleratorHours);
    Require.positive("petaflopDays", petaflopDays);
    long stated =
        Stream.of(weeks, days, hours, acceleratorHours, petaflopDays)
            .filter(Objects::nonNull)
            .count();
    Require.that(
        stated == 1,
        "state one of weeks, days, hours, acceleratorHours and petaflopDays; "
            + stated
            + " are stated");
    Require.positive("sustainedFlopsPerDevice", sustainedFlopsPerDevice);
    Require.share("reserve", reserve);
  }

  /// Wall-clock hours of the cluster, where the budget is stated as time.
  ///
  /// @param devices that share accelerator hours
  public @Nullable Double clusterHours(int devices) {
    if (weeks != null) {
      return weeks * 7 * 24;
    }
    if (days != null) {
      return days * 24;
    }
    return acceleratorHours != null ? Double.valueOf(acceleratorHours / devices) : hours;
  }
}
