package org.bloomery.curate.operator;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Verdicts on one value and its limit, in the same words everywhere. An absent limit keeps.
final class Limits {
  private Limits() {}

  static Verdict atMost(DocumentView view, String reason, double value, @Nullable Double maximum) {
    return maximum == null || value <= maximum
        ? view.keep()
        : view.drop(reason, String.format(Locale.ROOT, "%.6f > %s", value, maximum));
  }

  static Verdict atLeast(DocumentView view, String reason, double value, @Nullable Double minimum) {
    return minimum == null || value >= minimum
        ? view.keep()
        : view.drop(reason, String.format(Locale.ROOT, "%.6f < %s", value, minimum));
  }
}
