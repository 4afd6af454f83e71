package org.bloomery.artifact.run.corpus;

import java.util.Locale;
import java.util.Map;
import org.bloomery.artifact.Require;
import org.jspecify.annotations.Nullable;

/// Which recurring lines or paragraphs are taken out.
///
/// @param minimumCharacters shorter ones stay
/// @param minimumOccurrences rarer ones stay; repeats inside a document count, too
/// @param remain which copies stay
/// @param within where copies are counted together
/// @param sources other rules for single sources, by the id of their card
public record PassageSettings(
    int minimumCharacters,
    long minimumOccurrences,
    Remain remain,
    Within within,
    @Nullable Map<String, Rule> sources) {
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

  /// What is taken out of a source.
  ///
  /// @param minimumCharacters shorter passages stay
  /// @param minimumOccurrences rarer ones stay
  /// @param remain which copies stay
  public record Rule(int minimumCharacters, long minimumOccurrences, Remain remain) {
    public Rule {
      Require.that(
          minimumCharacters >= 0, "minimumCharacters = " + minimumCharacters + " is negative");
      Require.that(
          minimumOccurrences >= 2 && minimumOccurrences <= MOST,
          "minimumOccurrences = " + minimumOccurrences + " must be between 2 and " + MOST);
    }
  }

  public PassageSettings {
    sources = sources == null ? null : Map.copyOf(sources);
    new Rule(minimumCharacters, minimumOccurrences, remain); // the same bounds
    Require.that(
        sources == null || within == Within.SOURCE,
        "sources have rules of their own only where copies are counted within = \"source\"");
  }

  /// The rule of sources without one of their own.
  public Rule usual() {
    return new Rule(minimumCharacters, minimumOccurrences, remain);
  }

  /// The rules of the others.
  public Map<String, Rule> ofSources() {
    return sources == null ? Map.of() : sources;
  }
}
