package org.bloomery.artifact.run;

import org.jspecify.annotations.Nullable;

/// Thresholds of one language; what is absent stays as in `[curate.defaults]`.
public record FilterOverrides(
    @Nullable Integer minimumWords,
    @Nullable Integer maximumWords,
    @Nullable Integer characterGram,
    @Nullable Double maximumCharacterRepetition,
    @Nullable Integer wordGram,
    @Nullable Double maximumWordRepetition,
    @Nullable Double minimumLanguageConfidence,
    @Nullable Integer longestWordCharacters,
    @Nullable Double maximumSpecialCharacters,
    @Nullable Double minimumStopWords,
    @Nullable Double maximumFlaggedWords,
    @Nullable Double maximumPerplexity,
    @Nullable Integer minimumBytes,
    @Nullable Integer minimumSpacedWords) {

  FilterThresholds over(FilterThresholds defaults) {
    return new FilterThresholds(
        or(minimumWords, defaults.minimumWords()),
        or(maximumWords, defaults.maximumWords()),
        or(characterGram, defaults.characterGram()),
        or(maximumCharacterRepetition, defaults.maximumCharacterRepetition()),
        or(wordGram, defaults.wordGram()),
        or(maximumWordRepetition, defaults.maximumWordRepetition()),
        or(minimumLanguageConfidence, defaults.minimumLanguageConfidence()),
        orAbsent(longestWordCharacters, defaults.longestWordCharacters()),
        orAbsent(maximumSpecialCharacters, defaults.maximumSpecialCharacters()),
        orAbsent(minimumStopWords, defaults.minimumStopWords()),
        orAbsent(maximumFlaggedWords, defaults.maximumFlaggedWords()),
        orAbsent(maximumPerplexity, defaults.maximumPerplexity()),
        orAbsent(minimumBytes, defaults.minimumBytes()),
        orAbsent(minimumSpacedWords, defaults.minimumSpacedWords()));
  }

  private static <T> T or(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }

  private static <T> @Nullable T orAbsent(@Nullable T value, @Nullable T otherwise) {
    return value == null ? otherwise : value;
  }
}
