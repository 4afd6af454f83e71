package org.bloomery.artifact.run.corpus;

import org.bloomery.artifact.Require;

/// Near duplicates by MinHash. Two documents of similarity s are compared with the probability 1 −
/// (1 − s^rows)^bands.
///
/// @param bands more bands miss fewer duplicates
/// @param rows more rows compare fewer others
/// @param shingle tokens of a shingle
/// @param similarity least share in (0, 1] of common shingles, of all that either has
public record MinHashSettings(int bands, int rows, int shingle, double similarity) {
  private static final int MOST = 4096;

  public MinHashSettings {
    Require.that(bands >= 1, "bands = " + bands + " compares nothing; 14 and 20 are usual");
    Require.that(rows >= 1, "rows = " + rows + " compares everything; 5 and 8 are usual");
    Require.that(
        (long) bands * rows <= MOST,
        "bands × rows = " + (long) bands * rows + " is above " + MOST + "; 100 to 450 are usual");
    Require.that(shingle >= 1, "shingle = " + shingle + " holds no token; 5 is usual");
    Require.that(
        similarity > 0 && similarity <= 1, "similarity = " + similarity + " must lie in (0, 1]");
  }
}
