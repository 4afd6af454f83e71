package org.bloomery.artifact.run;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bloomery.artifact.LanguageCode;
import org.bloomery.artifact.Require;
import org.bloomery.artifact.run.corpus.ContaminationSettings;
import org.bloomery.artifact.run.corpus.DuplicateSettings;
import org.bloomery.artifact.run.corpus.LicencePolicy;
import org.bloomery.artifact.run.corpus.MixSettings;
import org.bloomery.artifact.run.corpus.Use;
import org.bloomery.artifact.run.filter.OperatorSettings;
import org.jspecify.annotations.Nullable;

/// How text is curated.
///
/// @param master Spark master, for example `local[*]`
/// @param partitions files per language; part of the result, so never set it by worker count
/// @param languages the languages to keep
/// @param heldOutShare share of documents in [0, 1) that no stage before evaluation learns from
/// @param minimumDocuments training documents that each language must have
/// @param identifyCharacters how much of a document language identification looks at
/// @param share largest share of the corpus in bytes for some languages, for example `code = 0.13`;
///   what is over is dropped in the order of document hashes
/// @param defaults thresholds of the filters
/// @param language thresholds that differ for a language
/// @param operators what is applied to documents
/// @param duplicates which duplicates are dropped; left out: documents with the same text
/// @param contamination evaluation tasks that must not be learned from; left out: none
/// @param mix how large each language is; left out: as large as its text
/// @param licences what may be done with documents under a licence; left out: what their cards
///   allow
public record CurateSettings(
    String master,
    int partitions,
    List<String> languages,
    double heldOutShare,
    int minimumDocuments,
    int identifyCharacters,
    @Nullable Map<String, Double> share,
    FilterThresholds defaults,
    @Nullable Map<String, FilterOverrides> language,
    OperatorSettings operators,
    @Nullable DuplicateSettings duplicates,
    @Nullable ContaminationSettings contamination,
    @Nullable MixSettings mix,
    @Nullable Map<String, List<Use>> licences) {
  public CurateSettings {
    languages = List.copyOf(languages);
    share = share == null ? Map.of() : Map.copyOf(share);
    language = language == null ? Map.of() : Map.copyOf(language);
    licences = licences == null ? null : Map.copyOf(licences);
    Require.that(!languages.isEmpty(), "languages = [] keeps nothing; name at least one language");
    LanguageCode.requireAll(languages);
    Require.that(
        languages.containsAll(share.keySet()),
        "share = " + share + " names a language that is not in languages = " + languages);
    Require.that(
        share.size() < languages.size(),
        "share limits every language, so that nothing is left to be a share of; leave one out");
    Require.that(
        heldOutShare >= 0 && heldOutShare < 1,
        "heldOutShare = " + heldOutShare + " must be at least 0 and below 1");
    Require.that(
        partitions >= 1 && partitions <= 10_000,
        "partitions = " + partitions + " must be between 1 and 10000");
    Require.that(identifyCharacters >= 100, "identifyCharacters must be at least 100");
    Require.that(
        share.isEmpty() || mix == null,
        "share and mix both say how large a language is; state one of them");
    double shares = share.values().stream().mapToDouble(Double::doubleValue).sum();
    Require.that(
        shares < 1 && share.values().stream().allMatch(s -> s > 0),
        "the shares must be above 0 and sum to less than 1; they sum to " + shares);
  }

  /// What is done about duplicates.
  public DuplicateSettings duplicateSettings() {
    return duplicates == null ? DuplicateSettings.EXACT_ONLY : duplicates;
  }

  /// What may be done with documents.
  public LicencePolicy licencePolicy() {
    return new LicencePolicy(licences);
  }

  /// The largest share of each language that has one.
  public Map<String, Double> shares() {
    return Objects.requireNonNull(share); // the constructor leaves none absent
  }

  /// The thresholds that count for a language; a variety (`zh-hant`) has those of its language
  /// where it states none.
  public FilterThresholds thresholds(String code) {
    String base = LanguageCode.base(code);
    FilterThresholds usual = base.equals(code) ? defaults : thresholds(base);
    FilterOverrides overrides = Objects.requireNonNull(language).get(code);
    return overrides == null ? usual : overrides.over(usual);
  }
}
