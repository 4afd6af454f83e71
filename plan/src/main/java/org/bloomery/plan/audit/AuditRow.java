package org.bloomery.plan.audit;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// One row of a published table.
///
/// @param line of the file
/// @param model its name
/// @param parameters N
/// @param tokens D
/// @param printed PF-days with the digits that were printed
/// @param acceleratorHours of the run, where known
/// @param flopsPerSecond model FLOP/s of one accelerator, where known
/// @param source where the row comes from, or empty
public record AuditRow(
    int line,
    String model,
    double parameters,
    double tokens,
    BigDecimal printed,
    @Nullable Double acceleratorHours,
    @Nullable Double flopsPerSecond,
    String source) {

  /// Half a unit of the last printed digit: as far as rounding may move a value. Trailing zeros of
  /// a whole number count as digits.
  double rounding() {
    return 0.5 * Math.pow(10, -printed.scale());
  }

  /// Whether `petaflopDays` would be printed as this row was.
  boolean prints(double petaflopDays) {
    return Math.abs(printed.doubleValue() - petaflopDays)
        <= rounding() * (1 + 1e-9) + 1e-12 * petaflopDays;
  }
}
