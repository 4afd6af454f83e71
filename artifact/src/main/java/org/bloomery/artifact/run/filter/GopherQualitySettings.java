package org.bloomery.artifact.run.filter;

import java.util.List;
import org.bloomery.artifact.Require;

/// When the quality filter of Gopher drops a document (Rae et al. 2021, arXiv 2112.11446, appendix
/// A.1). A value that equals a limit is kept.
///
/// @param fewestWords words that are more than punctuation
/// @param mostWords the same, the other way
/// @param shortestMeanWord mean length of these words in characters
/// @param longestMeanWord the same, the other way
/// @param maximumSymbolsPerWord of `#`, and of ellipses
/// @param maximumBulletLines share of lines that begin with a bullet or a hyphen
/// @param maximumEllipsisLines share of lines that end with an ellipsis
/// @param minimumAlphabeticWords share of words with a letter
/// @param stopWords words of which some must be there
/// @param fewestStopWords different ones; 0 asks for none
public record GopherQualitySettings(
    int fewestWords,
    int mostWords,
    double shortestMeanWord,
    double longestMeanWord,
    double maximumSymbolsPerWord,
    double maximumBulletLines,
    double maximumEllipsisLines,
    double minimumAlphabeticWords,
    List<String> stopWords,
    int fewestStopWords) {
  public GopherQualitySettings {
    stopWords = List.copyOf(stopWords);
    Require.that(
        fewestWords <= mostWords,
        "fewestWords = " + fewestWords + " is above mostWords = " + mostWords);
    Require.that(
        fewestStopWords <= stopWords.size(),
        "fewestStopWords = "
            + fewestStopWords
            + ", but stopWords lists only "
            + stopWords.size()
            + "; no document could have so many");
  }
}
