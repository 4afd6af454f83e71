package org.bloomery.plan.law;

import java.util.function.DoubleUnaryOperator;

/// The lowest place of a function with one valley (Kiefer 1953).
final class GoldenSection {
  private static final double SHARE = (Math.sqrt(5) - 1) / 2;

  private GoldenSection() {}

  static double minimum(DoubleUnaryOperator function, double from, double to) {
    double low = from;
    double high = to;
    double left = high - SHARE * (high - low);
    double right = low + SHARE * (high - low);
    double atLeft = function.applyAsDouble(left);
    double atRight = function.applyAsDouble(right);
    while (high - low > 1e-10 * Math.max(1, Math.abs(high))) {
      if (atLeft <= atRight) {
        high = right;
        right = left;
        atRight = atLeft;
        left = high - SHARE * (high - low);
        atLeft = function.applyAsDouble(left);
      } else {
        low = left;
        left = right;
        atLeft = atRight;
        right = low + SHARE * (high - low);
        atRight = function.applyAsDouble(right);
      }
    }
    return (low + high) / 2;
  }
}
