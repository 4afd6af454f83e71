package org.bloomery.artifact.source;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A card as written: governance entries may be absent here, so that each absence can be refused in
/// its own sentence.
record CardFile(
    String id,
    String title,
    String kind,
    @Nullable List<String> languages,
    @Nullable String custodian,
    SourceCard.@Nullable Licence licence,
    String origin,
    String personalData,
    String why,
    String location,
    @Nullable String include,
    SourceCard.Format format) {

  /// The checked card, or null when problems were added.
  @Nullable SourceCard check(String file, List<String> problems) {
    List<String> found = new ArrayList<>();
    if (!id.matches("[a-z0-9][a-z0-9._-]*")) {
      found.add("id = \"" + id + "\" must be lower-case letters, digits, '.', '_' and '-'");
    }
    if (licence == null || licence.id().isBlank()) {
      found.add(
          "the source states no licence, and text without a licence is not used; ask the custodian"
              + " and add [licence] with id and url");
    }
    if (custodian == null || custodian.isBlank()) {
      found.add(
          "the source names no custodian, so nobody could be asked about it; add custodian = \"…\"");
    }
    if (languages == null || languages.isEmpty()) {
      found.add(
          "the source does not state its languages; add languages = [\"en\", …], or"
              + " [\"identify\"] to let identification find them");
    } else if (languages.size() > 1 && languages.contains(SourceCard.IDENTIFY)) {
      found.add("languages mixes \"identify\" with codes; state either the codes or \"identify\"");
    }
    if (!location.startsWith("file:") && !location.startsWith("classpath:")) {
      found.add("location = \"" + location + "\" must start with file: or classpath:");
    }
    found.forEach(problem -> problems.add(file + ": " + problem));
    return found.isEmpty() && languages != null && custodian != null && licence != null
        ? new SourceCard(
            id,
            title,
            kind,
            languages,
            custodian,
            licence,
            origin,
            personalData,
            why,
            location,
            include,
            format)
        : null;
  }
}
