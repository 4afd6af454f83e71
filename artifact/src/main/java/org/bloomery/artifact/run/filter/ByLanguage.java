package org.bloomery.artifact.run.filter;

import java.util.Map;
import org.bloomery.artifact.LanguageCode;

/// Settings with some values replaced for a language. In a run file the table `language` holds the
/// replacements, and only what differs is stated: `language.zh = { minimumWords = 1 }`.
///
/// @param <T> the settings
/// @param usual for languages without values of their own
/// @param language complete settings of the others
public record ByLanguage<T extends Record>(T usual, Map<String, T> language) {
  public ByLanguage {
    language = Map.copyOf(language);
  }

  /// The settings that count for a language; a variety (`zh-hant`) has those of its language where
  /// it states none.
  public T of(String code) {
    T own = language.get(code);
    return own != null ? own : language.getOrDefault(LanguageCode.base(code), usual);
  }
}
