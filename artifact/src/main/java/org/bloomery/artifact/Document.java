package org.bloomery.artifact;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One document, with everything needed to follow it back to its source.
///
/// @param id stable name, unique in a corpus: the source and a hash of the origin
/// @param text the text as it is now
/// @param language ISO 639-1 code where one exists, else 639-3; `code` for programming languages
/// @param languageConfidence probability in [0, 1] that the language is right
/// @param source id of the source card
/// @param licence licence id of the source card
/// @param url where the document was published, if the source says so
/// @param origin where the bytes lay
/// @param operators what was applied, in order
public record Document(
    String id,
    String text,
    String language,
    double languageConfidence,
    String source,
    String licence,
    @Nullable String url,
    Origin origin,
    List<OperatorTrace> operators) {

  public Document {
    operators = List.copyOf(operators);
  }

  /// The same document under another name; the caller keeps names unique.
  public Document withId(String other) {
    return new Document(
        other, text, language, languageConfidence, source, licence, url, origin, operators);
  }

  /// The same document with a changed text.
  public Document withText(String other) {
    return new Document(
        id, other, language, languageConfidence, source, licence, url, origin, operators);
  }

  /// The same document in a language.
  ///
  /// @param confidence probability in [0, 1] that it is this one
  public Document withLanguage(String other, double confidence) {
    return new Document(id, text, other, confidence, source, licence, url, origin, operators);
  }

  /// The same document with another list of what was applied.
  public Document withOperators(List<OperatorTrace> others) {
    return new Document(
        id, text, language, languageConfidence, source, licence, url, origin, others);
  }

  /// The bytes of a document in its source.
  ///
  /// @param file the file, as the source's location names it; an entry of an archive follows `!/`
  /// @param offset first byte in the unpacked file
  /// @param length bytes in the unpacked file
  public record Origin(String file, long offset, long length) {}

  /// That an operator saw the document.
  ///
  /// @param changed whether it changed the text
  public record OperatorTrace(String name, String version, boolean changed) {}
}
