package org.bloomery.curate.operator;

import org.bloomery.artifact.run.filter.ByLanguage;
import org.jspecify.annotations.Nullable;

/// Settings that an operator cannot do without.
final class SourceParameters {
  private SourceParameters() {}

  /// The settings of an operator that a chain names.
  ///
  /// @throws IllegalArgumentException with a sentence, when the run file states none
  static <T extends Record> ByLanguage<T> stated(
      @Nullable ByLanguage<T> settings, String operator, String section, String preset) {
    if (settings == null) {
      throw absent(operator, section, preset);
    }
    return settings;
  }

  static IllegalArgumentException absent(String operator, String section, String preset) {
    return new IllegalArgumentException(
        "a chain of curate.operators names "
            + operator
            + ", but there is no section [curate.operators."
            + section
            + "]; state it, or lay the preset \""
            + preset
            + "\" over the others");
  }
}
