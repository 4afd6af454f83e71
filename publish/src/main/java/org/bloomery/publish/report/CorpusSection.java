package org.bloomery.publish.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bloomery.artifact.StageName;
import org.bloomery.publish.RunFolder;

/// What curation kept and dropped, and why.
final class CorpusSection {
  private CorpusSection() {}

  static String of(RunFolder run) {
    JsonNode languages = run.json(StageName.CORPUS, "table.json").path("languages");
    if (languages.isEmpty()) {
      return "";
    }
    Set<String> reasons = new TreeSet<>();
    for (JsonNode language : languages) {
      language.path("dropped").fieldNames().forEachRemaining(reasons::add);
    }
    List<String> header = new ArrayList<>(List.of("language", "documents", "bytes", "held out"));
    reasons.forEach(reason -> header.add(FlowSection.words(reason)));
    List<List<String>> rows = new ArrayList<>();
    languages
        .properties()
        .forEach(entry -> rows.add(row(entry.getKey(), entry.getValue(), reasons)));
    return new Html()
        .table("Documents kept for training, held out, and dropped by reason", header, rows)
        .toString();
  }

  private static List<String> row(String name, JsonNode language, Set<String> reasons) {
    List<String> row = new ArrayList<>();
    row.add(name);
    row.add(Numbers.whole(language.path("documents").asDouble()));
    row.add(Numbers.megabytes(language.path("bytes").asDouble()));
    row.add(Numbers.whole(language.path("heldOutDocuments").asDouble()));
    for (String reason : reasons) {
      row.add(Numbers.whole(language.path("dropped").path(reason).asDouble()));
    }
    return row;
  }
}
