package org.bloomery.artifact.run;

import org.jspecify.annotations.Nullable;

/// When a filter drops a document. A value that equals a limit is kept; a limit that is absent is
/// not looked at.
///
/// @param minimumWords fewer words than this are dropped
/// @param maximumWords more words than this are dropped
/// @param characterGram characters of an n-gram for character repetition
/// @param maximumCharacterRepetition share in [0, 1] of the most frequent character n-grams
/// @param wordGram words of an n-gram for word repetition
/// @param maximumWordRepetition share in [0, 1] of word n-grams that occur more than once
/// @param minimumLanguageConfidence probability in [0, 1]
/// @param longestWordCharacters longer words are taken out of the text
/// @param maximumSpecialCharacters share in [0, 1] of characters that no word holds
/// @param minimumStopWords share in [0, 1] of the words; without a list nothing is dropped
/// @param maximumFlaggedWords the same, the other way
/// @param maximumPerplexity under the language's n-gram model; without a model nothing is dropped
/// @param minimumBytes fewer bytes in UTF-8 are dropped
/// @param minimumSpacedWords fewer pieces between single spaces are dropped
public record FilterThresholds(
    int minimumWords,
    int maximumWords,
    int characterGram,
    double maximumCharacterRepetition,
    int wordGram,
    double maximumWordRepetition,
    double minimumLanguageConfidence,
    @Nullable Integer longestWordCharacters,
    @Nullable Double maximumSpecialCharacters,
    @Nullable Double minimumStopWords,
    @Nullable Double maximumFlaggedWords,
    @Nullable Double maximumPerplexity,
    @Nullable Integer minimumBytes,
    @Nullable Integer minimumSpacedWords) {
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
