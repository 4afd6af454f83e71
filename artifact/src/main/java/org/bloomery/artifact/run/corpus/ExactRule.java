package org.bloomery.artifact.run.corpus;

import java.util.Locale;

/// What texts are compared without, when they are compared exactly.
public enum ExactRule {
  /// White space.
  TEXT,
  /// White space, digits and ASCII punctuation (ROOTS, `dedup_document`).
  LETTERS;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
