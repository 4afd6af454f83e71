package org.bloomery.artifact.run;

import java.util.Locale;
import org.bloomery.artifact.Require;

/// How ranks that must hold the same bits are watched. BLOOM's layer norms drifted apart without
/// anybody seeing it (BigScience, chronicles of tr11-176B).
///
/// @param everySteps optimiser steps between comparisons; before each checkpoint they are compared
///   in any case
/// @param policy what is done where they differ
public record ReplicaCheckSettings(int everySteps, Policy policy) {
  /// What is done where ranks differ.
  public enum Policy {
    /// Training ends with a sentence that names the parameter and the rank.
    STOP,
    /// The rank is named, takes the bits that most ranks hold (where they are even, those of the
    /// lowest rank), and training goes on.
    REPAIR;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public ReplicaCheckSettings {
    Require.that(everySteps > 0, "everySteps", everySteps, "is not positive");
  }
}
