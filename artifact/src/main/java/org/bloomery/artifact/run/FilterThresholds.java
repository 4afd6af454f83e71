package org.bloomery.artifact.run;

/// When a filter drops a document. A value that equals a limit is kept.
///
/// @param minimumWords fewer words than this are dropped
/// @param maximumWords more words than this are dropped
/// @param characterGram characters of an n-gram for character repetition
/// @param maximumCharacterRepetition share in [0, 1] of the most frequent character n-grams
/// @param wordGram words of an n-gram for word repetition
/// @param maximumWordRepetition share in [0, 1] of word n-grams that occur more than once
/// @param minimumLanguageConfidence probability in [0, 1]
public record FilterThresholds(
    int minimumWords,
    int maximumWords,
    int characterGram,
    double maximumCharacterRepetition,
    int wordGram,
    double maximumWordRepetition,
    double minimumLanguageConfidence) {
  public FilterThresholds {
    if (characterGram < 1 || wordGram < 1) {
      throw new IllegalArgumentException("characterGram and wordGram must be at least 1");
    }
    if (minimumWords > maximumWords) {
      throw new IllegalArgumentException(
          "minimumWords = " + minimumWords + " is above maximumWords = " + maximumWords);
    }
  }
}
