package org.bloomery.artifact.run;

/// Where the optimiser's moments lie while a model is trained. The result is the same.
public enum OptimiserState {
  /// In memory.
  MEMORY,
  /// In a file below the run directory that is mapped into memory: slower, for models whose state
  /// does not fit.
  DISK
}
