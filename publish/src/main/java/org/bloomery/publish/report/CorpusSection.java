package org.bloomery.publish.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bloomery.artifact.page.Html;
import org.bloomery.artifact.page.Numbers;
import org.bloomery.artifact.stage.StageName;
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
    List<JsonNode> others = new ArrayList<>();
    languages
        .properties()
        .forEach(entry -> {
          if (entry.getValue().path("documents").asLong() > 0) {
            rows.add(row(entry.getKey(), List.of(entry.getValue()), reasons));
          } else {
            others.add(entry.getValue());
          }
        });
    if (!others.isEmpty()) {
      rows.add(row("other", others, reasons));
    }
    return new Html()
        .table("Documents kept for training, held out, and dropped by reason", header, rows)
        .toString();
  }

  private static List<String> row(String name, List<JsonNode> parts, Set<String> reasons) {
    List<String> row = new ArrayList<>();
    row.add(name);
    row.add(Numbers.whole(sum(parts, "documents")));
    row.add(Numbers.megabytes(sum(parts, "bytes")));
    row.add(Numbers.whole(sum(parts, "heldOutDocuments")));
    List<JsonNode> dropped = parts.stream().map(part -> part.path("dropped")).toList();
    reasons.forEach(reason -> row.add(Numbers.whole(sum(dropped, reason))));
    return row;
  }

  private static double sum(List<JsonNode> parts, String name) {
    return parts.stream().mapToDouble(part -> part.path(name).asDouble()).sum();
  }
}
