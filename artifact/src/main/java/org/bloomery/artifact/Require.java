package org.bloomery.artifact;

import org.jspecify.annotations.Nullable;

/// The checks that settings share. Each refuses with a sentence, which the reader of the file turns
/// into its own, with the place.
public final class Require {
  private Require() {}

  /// Refuses what does not hold.
  ///
  /// @throws IllegalArgumentException with the sentence
  public static void that(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }

  /// The same for one key: `key = value problem`.
  public static void that(boolean holds, String key, Object value, String problem) {
    that(holds, key + " = " + value + " " + problem);
  }

  /// Refuses a number that is stated and not above zero, or not finite.
  public static void positive(String key, @Nullable Number value) {
    that(
        value == null || (value.doubleValue() > 0 && Double.isFinite(value.doubleValue())),
        key + " = " + value + " must be above zero");
  }

  /// Refuses a number that is stated and not in [0, 1).
  public static void share(String key, @Nullable Double value) {
    that(value == null || (value >= 0 && value < 1), key + " = " + value + " must lie in [0, 1)");
  }

  /// Refuses an exponent of shares that is not stated with the method that needs it, or outside [0,
  /// 1], from uniform to proportional.
  public static void alpha(boolean needed, @Nullable Double alpha) {
    that(needed == (alpha != null), "alpha is given with method = \"alpha\", and only there");
    that(alpha == null || (alpha >= 0 && alpha <= 1), "alpha = " + alpha + " must be in [0, 1]");
  }
}
