package org.bloomery.artifact.run.filter;

import java.util.List;
import org.bloomery.artifact.Require;
import org.jspecify.annotations.Nullable;

/// When the repetition filter of Gopher drops a document (Rae et al. 2021, arXiv 2112.11446, table
/// A1). Shares of characters are of the whole text; a limit that is left out is not looked at.
///
/// @param maximumDuplicateLines share of lines that were there before
/// @param maximumDuplicateParagraphs the same for paragraphs
/// @param maximumDuplicateLineCharacters share of characters in such lines
/// @param maximumDuplicateParagraphCharacters share of characters in such paragraphs
/// @param topGrams largest share of characters of the most frequent n-gram, one entry for each n
/// @param duplicateGrams largest share of characters in n-grams that were there before
public record GopherRepetitionSettings(
    @Nullable Double maximumDuplicateLines,
    @Nullable Double maximumDuplicateParagraphs,
    @Nullable Double maximumDuplicateLineCharacters,
    @Nullable Double maximumDuplicateParagraphCharacters,
    List<GramLimit> topGrams,
    List<GramLimit> duplicateGrams) {

  /// The largest share for n-grams of one length.
  ///
  /// @param words of an n-gram
  /// @param maximum share of characters
  public record GramLimit(int words, double maximum) {
    public GramLimit {
      Require.that(words >= 1 && words <= 100, "words", words, "must lie between 1 and 100");
    }
  }

  public GopherRepetitionSettings {
    topGrams = List.copyOf(topGrams);
    duplicateGrams = List.copyOf(duplicateGrams);
  }
}
