package org.bloomery.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bloomery.artifact.Corpus;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.run.corpus.Use;

/// Which held-out documents may be shown: those of whose source and licence the corpus' ledger says
/// so.
final class ShownText {
  private final Set<String> sourcesWithLicences = new HashSet<>();

  ShownText(Corpus corpus) {
    for (JsonNode source : Json.read(corpus.ledger(), JsonNode.class).path("sources")) {
      String id = source.path("card").path("id").asText();
      source
          .path("licences")
          .properties()
          .forEach(licence -> {
            for (JsonNode use : licence.getValue().path("uses")) {
              if (use.asText().equals(Use.SHOW.word())) {
                sourcesWithLicences.add(key(id, licence.getKey()));
              }
            }
          });
    }
  }

  private static String key(String source, String licence) {
    return source + '\n' + licence;
  }

  /// The first document that may be shown.
  Optional<Document> firstOf(List<Document> documents) {
    return documents.stream()
        .filter(
            document -> sourcesWithLicences.contains(key(document.source(), document.licence())))
        .findFirst();
  }
}
