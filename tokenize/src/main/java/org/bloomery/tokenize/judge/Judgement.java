package org.bloomery.tokenize.judge;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Everything that a report says: the content of `report.json`.
///
/// @param referenceVocabulary entries asked for in monolingual references, if there are any
/// @param languages what was measured on
public record Judgement(
    String corpus,
    @Nullable String parallel,
    @Nullable String pivot,
    @Nullable Integer referenceVocabulary,
    SortedMap<String, Language> languages,
    List<Vocabulary> tokenizers) {

  /// A language and its text.
  ///
  /// @param parallelLines lines shared with the pivot
  /// @param reference the monolingual reference
  /// @param withoutReference why there is none
  /// @param samples a few texts, the same in all languages where there is parallel text
  public record Language(
      String unit,
      String measuredOn,
      long documents,
      long words,
      long characters,
      long bytes,
      int parallelLines,
      @Nullable Reference reference,
      @Nullable String withoutReference,
      List<String> samples) {}

  /// A tokenizer learnt from a language's training text alone.
  ///
  /// @param entries fewer than asked for where the text has no more pairs
  public record Reference(int entries, Fertility fertility) {}

  /// A vocabulary on trial.
  ///
  /// @param entries ids, special tokens included
  /// @param pieces ids without special tokens
  /// @param bytesPerToken of all measured text together
  /// @param premiums by language of the parallel text
  public record Vocabulary(
      String name,
      String directory,
      int entries,
      int pieces,
      double bytesPerToken,
      Unreached unreached,
      SortedMap<String, Double> premiums,
      SortedMap<String, Score> languages) {}

  /// Pieces that no text of the corpus comes to, training text included: rows of the embedding that
  /// nothing trains. A piece can be needed all the same, on the way to a longer one.
  ///
  /// @param pieces their number, without single bytes
  /// @param bytes single bytes among the unreached: kept so that any text can be written
  /// @param examples the first by id, with U+FFFD for a part of a character
  public record Unreached(int pieces, int bytes, List<String> examples) {}
}
