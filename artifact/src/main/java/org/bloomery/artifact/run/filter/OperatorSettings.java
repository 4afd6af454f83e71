package org.bloomery.artifact.run.filter;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bloomery.artifact.Require;
import org.jspecify.annotations.Nullable;

/// Which operators are applied to documents, in which order, and with what.
///
/// @param chain names of operators and of chains that curation knows, for sources that have none of
///   their own
/// @param sources chains of single sources, by the id of their card
/// @param definitions what counts as a special character
/// @param maximumCharacters longer documents are set aside before any other operator sees them
/// @param stopWords folder with `LANG.txt`, a word a line
/// @param flaggedWords folder of the same kind
/// @param languageModels folder with `LANG.ngrams` or `LANG.arpa`
/// @param fastText a `.bin` or `.ftz` model that identifies languages in place of the built-in one
/// @param samples changed documents of each operator and source that are shown
public record OperatorSettings(
    List<String> chain,
    @Nullable Map<String, List<String>> sources,
    Definitions definitions,
    int maximumCharacters,
    @Nullable Path stopWords,
    @Nullable Path flaggedWords,
    @Nullable Path languageModels,
    @Nullable Path fastText,
    int samples,
    @Nullable ByLanguage<GopherRepetitionSettings> gopherRepetition,
    @Nullable ByLanguage<GopherQualitySettings> gopherQuality,
    @Nullable ByLanguage<C4Settings> c4,
    @Nullable ByLanguage<FineWebSettings> fineWeb,
    @Nullable CodeSettings code) {
  public OperatorSettings {
    chain = List.copyOf(chain);
    sources = sources == null ? Map.of() : Map.copyOf(sources);
    Require.that(!chain.isEmpty(), "chain = [] applies nothing; name an operator or a chain");
    Require.positive("maximumCharacters", maximumCharacters);
    Require.that(samples >= 0 && samples <= 1000, "samples", samples, "must lie in [0, 1000]");
  }

  /// The sources with chains of their own.
  public Map<String, List<String>> sourceChains() {
    return Objects.requireNonNull(sources); // the constructor leaves none absent
  }

  /// The chain of a source.
  public List<String> chainOf(String source) {
    return sourceChains().getOrDefault(source, chain);
  }
}
