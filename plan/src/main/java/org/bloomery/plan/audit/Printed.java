package org.bloomery.plan.audit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/// A number with the digits that were printed.
///
/// @param digits as published; trailing zeros of a whole number count
record Printed(BigDecimal digits) {
  double value() {
    return digits.doubleValue();
  }

  /// Whether `value` would be printed as this was: it may lie half a unit of the last digit away.
  boolean shows(double value) {
    double half = 0.5 * Math.pow(10, -digits.scale());
    return Math.abs(digits.doubleValue() - value) <= half * (1 + 1e-9) + 1e-12 * value;
  }

  /// What a slip of the pen would have made of `value`: cut off, or two digits exchanged.
  Optional<String> slip(double value) {
    String right = text(value, RoundingMode.HALF_UP);
    String printed = digits.toPlainString();
    if (printed.equals(text(value, RoundingMode.DOWN))) {
      return Optional.of("it was cut off instead of rounded");
    }
    for (int i = 0; i + 1 < right.length(); i++) {
      String swapped =
          right.substring(0, i) + right.charAt(i + 1) + right.charAt(i) + right.substring(i + 2);
      if (swapped.equals(printed)) {
        return Optional.of("two digits of " + right + " changed places");
      }
    }
    return Optional.empty();
  }

  private String text(double value, RoundingMode rounding) {
    return BigDecimal.valueOf(value).setScale(digits.scale(), rounding).toPlainString();
  }
}
