package org.bloomery.plan.language;

import org.bloomery.artifact.RunFileException;

/// What there is of a language.
///
/// @param name language, or group of languages that is sampled as one
/// @param tokens unique tokens of the corpus in it
public record LanguageSize(String name, double tokens) {
  public LanguageSize {
    if (!(tokens > 0) || Double.isInfinite(tokens)) {
      throw new RunFileException(
          "language "
              + name
              + " has "
              + tokens
              + " tokens; a language in the mixture needs more than none, or leave it out");
    }
  }
}
