package org.bloomery.plan.layout;

import java.util.List;
import java.util.Locale;

/// Why a layout cannot run, or runs worse than it could.
///
/// @param rule short name, the same for all layouts that break it
/// @param refuses whether it cannot run at all
/// @param format of the sentence
/// @param values that go into it; a search makes sentences only of those that are read
public record LayoutProblem(String rule, boolean refuses, String format, List<Object> values) {
  public LayoutProblem {
    values = List.copyOf(values);
  }

  /// The values, the rule and the remedy.
  public String sentence() {
    return String.format(Locale.ROOT, format, values.toArray());
  }
}
