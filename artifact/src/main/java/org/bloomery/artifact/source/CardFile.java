package org.bloomery.artifact.source;

import java.util.ArrayList;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import org.bloomery.artifact.run.corpus.Use;
import org.jspecify.annotations.Nullable;

/// A card as written: governance entries may be absent here, so that each absence can be refused in
/// its own sentence.
record CardFile(
    String id,
    String title,
    String kind,
    @Nullable List<String> languages,
    @Nullable List<String> varieties,
    @Nullable String custodian,
    @Nullable Terms licence,
    @Nullable String origin,
    SourceCard.@Nullable Availability availability,
    SourceCard.@Nullable PersonalDataRisk personalDataRisk,
    @Nullable String personalData,
    String why,
    String location,
    @Nullable String include,
    SourceCard.@Nullable Size size,
    SourceCard.Format format) {

  /// The terms as written.
  record Terms(String id, String url, @Nullable List<Use> allowed, @Nullable String note) {}

  /// The checked card, or null when problems were added.
  @Nullable SourceCard check(String file, List<String> problems) {
    List<String> found = new ArrayList<>();
    if (!id.matches("[a-z0-9][a-z0-9._-]*")) {
      found.add("id = \"" + id + "\" must be lower-case letters, digits, '.', '_' and '-'");
    }
    checkTerms(found);
    checkPersonalData(found);
    checkLanguages(found);
    if (!location.matches("(file|data|classpath):.+")) {
      found.add(
          "location = \"" + location + "\" must start with file:, data: or classpath: and a path");
    }
    Long bytes = size == null ? null : size.bytes();
    if (bytes != null && bytes < 0) {
      found.add("size.bytes = " + bytes + " must be 0 or more");
    }
    found.forEach(problem -> problems.add(file + ": " + problem));
    return found.isEmpty() ? card() : null;
  }

  private void checkTerms(List<String> found) {
    if (licence == null || licence.id().isBlank()) {
      found.add(
          "the source states no licence, and text without a licence is not used; ask the custodian"
              + " and add [licence] with id, url and allowed");
    } else if (licence.allowed() == null || licence.allowed().isEmpty()) {
      found.add(
          "the source does not state what it may be used for; add allowed = [\"train\","
              + " \"redistribute\", \"show\"], or fewer of them, to [licence]");
    }
    if (custodian == null || custodian.isBlank()) {
      found.add(
          "the source names no custodian, so nobody could be asked about it; add custodian = \"…\"");
    }
    if (origin == null || origin.isBlank()) {
      found.add("the source does not say where its text comes from; add origin = \"…\"");
    }
    if (availability == null) {
      found.add(
          "the source does not say how others come by it; add availability = \"open\", \"request\","
              + " \"paid\" or \"closed\"");
    }
  }

  private void checkPersonalData(List<String> found) {
    if (personalDataRisk == null) {
      found.add(
          "the source does not state its risk of personal data; add personalDataRisk = \"none\","
              + " \"low\", \"medium\" or \"high\"");
    }
    if (personalData == null || personalData.isBlank()) {
      found.add(
          "the source does not say which personal data it may hold; add personalData = \"…\", if"
              + " only to say that there are none");
    }
  }

  private void checkLanguages(List<String> found) {
    if (languages == null || languages.isEmpty()) {
      found.add(
          "the source does not state its languages; add languages = [\"en\", …], or"
              + " [\"identify\"] to let identification find them");
      return;
    }
    boolean isOpen = languages.contains(SourceCard.IDENTIFY);
    if (isOpen && languages.size() > 1) {
      found.add("languages mixes \"identify\" with codes; state either the codes or \"identify\"");
    }
    for (String tag : varieties == null ? List.<String>of() : varieties) {
      String language = languageOf(tag);
      if (language.isEmpty()) {
        found.add(
            "varieties: \""
                + tag
                + "\" is no BCP 47 tag; write for example \"pt-BR\" or \"ar-Latn\"");
      } else if (!isOpen && languages.stream().noneMatch(code -> covers(code, language))) {
        found.add("varieties: \"" + tag + "\" is a variety of none of the languages " + languages);
      }
    }
  }

  private static boolean covers(String code, String language) {
    return code.equals(language) || code.startsWith(language + "-");
  }

  /// The language of a tag; empty when it is not well formed.
  private static String languageOf(String tag) {
    try {
      return new Locale.Builder().setLanguageTag(tag).build().getLanguage();
    } catch (IllformedLocaleException e) {
      return "";
    }
  }

  private @Nullable SourceCard card() {
    List<Use> allowed = licence == null ? null : licence.allowed();
    if (languages == null
        || custodian == null
        || licence == null
        || allowed == null
        || origin == null
        || availability == null
        || personalDataRisk == null
        || personalData == null) {
      return null; // each was reported
    }
    return new SourceCard(
        id,
        title,
        kind,
        languages,
        varieties,
        custodian,
        new SourceCard.Licence(licence.id(), licence.url(), allowed, licence.note()),
        origin,
        availability,
        personalDataRisk,
        personalData,
        why,
        location,
        include,
        size,
        format);
  }
}
