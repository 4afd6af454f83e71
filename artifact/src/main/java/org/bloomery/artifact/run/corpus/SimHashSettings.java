package org.bloomery.artifact.run.corpus;

import org.bloomery.artifact.Require;
import org.jspecify.annotations.Nullable;

/// Near duplicates by SimHash.
///
/// @param distance most bits, of 64, in which duplicates differ
/// @param shingle tokens of a shingle
/// @param maximumCharacters longer documents are not compared, because long texts of one theme come
///   close to each other; left out: all are
public record SimHashSettings(int distance, int shingle, @Nullable Integer maximumCharacters) {
  private static final int MOST = 16;

  public SimHashSettings {
    Require.that(
        distance >= 0 && distance <= MOST,
        "distance = " + distance + " must lie in [0, " + MOST + "]; ROOTS used 4");
    Require.that(shingle >= 1, "shingle = " + shingle + " holds no token; ROOTS used 6");
    Require.positive("maximumCharacters", maximumCharacters);
  }
}
