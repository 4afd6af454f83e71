package org.bloomery.artifact.run.study;

import org.jspecify.annotations.Nullable;

/// The checks that these sections share; each refuses with a sentence.
final class Require {
  private Require() {}

  static void that(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }

  static void positive(String key, @Nullable Number value) {
    that(
        value == null || (value.doubleValue() > 0 && Double.isFinite(value.doubleValue())),
        key + " = " + value + " must be above zero");
  }

  static void share(String key, @Nullable Double value) {
    that(value == null || (value >= 0 && value < 1), key + " = " + value + " must lie in [0, 1)");
  }
}
