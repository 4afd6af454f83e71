package org.bloomery.artifact.run.corpus;

import java.util.Locale;
import org.bloomery.artifact.Require;

/// Which recurring lines or paragraphs are taken out.
///
/// @param minimumCharacters shorter ones stay
/// @param minimumOccurrences rarer ones stay; repeats inside a document count, too
/// @param remain which copies stay
/// @param within where copies are counted together
public record PassageSettings(
    int minimumCharacters, long minimumOccurrences, Remain remain, Within within) {
  private static final long MOST = 1_000_000;

  /// Which copies stay.
  public enum Remain {
    /// None: what recurs is no text (ROOTS, `dedup_template_soft`).
    NONE,
    /// The first, in the order of the sources.
    FIRST;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Where copies are counted together.
  public enum Within {
    /// In each source, as in ROOTS.
    SOURCE,
    /// In each language.
    LANGUAGE,
    /// In the whole corpus.
    CORPUS;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public PassageSettings {
    Require.that(
        minimumCharacters >= 0, "minimumCharacters = " + minimumCharacters + " is negative");
    Require.that(
        minimumOccurrences >= 2 && minimumOccurrences <= MOST,
        "minimumOccurrences = " + minimumOccurrences + " must be between 2 and " + MOST);
  }
}
