package org.bloomery.artifact.run.corpus;

import org.bloomery.artifact.Require;

/// Passages that recur anywhere in the texts of a language, found by suffix arrays.
///
/// @param minimumBytes shorter ones stay; UTF-8
/// @param blockBytes text that is sorted at once, with five times as much memory; a language with
///   more is sorted in blocks that are then merged
public record SubstringSettings(int minimumBytes, int blockBytes) {
  private static final int LEAST_BLOCK = 1 << 16;
  private static final int LARGEST_BLOCK = 1 << 30;

  public SubstringSettings {
    Require.that(
        minimumBytes >= 16,
        "minimumBytes = "
            + minimumBytes
            + " is below 16: every text has such passages; 50 and"
            + " 100 are usual");
    Require.that(
        blockBytes >= LEAST_BLOCK && blockBytes <= LARGEST_BLOCK,
        "blockBytes = " + blockBytes + " must be between 65536 and 1073741824");
  }
}
