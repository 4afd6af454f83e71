package org.bloomery.publish.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bloomery.artifact.page.Html;
import org.bloomery.artifact.page.Numbers;
import org.bloomery.artifact.stage.StageName;
import org.bloomery.publish.RunFolder;

/// What every operator did, language by language: documents in and out, documents changed, and
/// examples.
final class OperatorSection {
  private static final String UNKNOWN = "unknown";
  private static final String OTHER = "other";

  /// The operators that saw documents of one language, in the order of their chains.
  private static final class Language {
    final Map<String, long[]> operators = new LinkedHashMap<>();
    final Map<String, List<JsonNode>> changed = new LinkedHashMap<>();
    final Map<String, List<JsonNode>> dropped = new LinkedHashMap<>();

    void add(String operator, JsonNode counts) {
      long[] sum = operators.computeIfAbsent(operator, _ -> new long[5]);
      int i = 0;
      for (String name : List.of("documentsIn", "bytesIn", "documentsOut", "bytesOut", "changed")) {
        sum[i++] += counts.path(name).asLong();
      }
    }
  }

  private final RunFolder run;
  private final TreeMap<String, Language> languages = new TreeMap<>();

  private OperatorSection(RunFolder run) {
    this.run = run;
  }

  static String of(RunFolder run) {
    JsonNode sources = run.json(StageName.CORPUS, "operators.json");
    OperatorSection section = new OperatorSection(run);
    for (JsonNode source : sources) {
      source.path("steps").forEach(section::add);
    }
    for (JsonNode source : sources) {
      source.path("together").forEach(section::add);
    }
    return section.languages.isEmpty() ? "" : section.html();
  }

  private void add(JsonNode step) {
    String operator = step.path("operator").asText();
    step.path("languages")
        .properties()
        .forEach(entry -> language(entry.getKey()).add(operator, entry.getValue()));
    for (JsonNode sample : step.path("changed")) {
      keep(language(sample.path("language").asText()).changed, operator, sample);
    }
    for (JsonNode sample : step.path("dropped")) {
      keep(language(sample.path("language").asText()).dropped, operator, sample);
    }
  }

  private static void keep(Map<String, List<JsonNode>> by, String operator, JsonNode sample) {
    by.computeIfAbsent(operator, _ -> new ArrayList<>()).add(sample);
  }

  /// Languages of which nothing stays share one place.
  private Language language(String code) {
    JsonNode kept = run.json(StageName.CORPUS, "table.json").path("languages").path(code);
    boolean isKept = kept.path("documents").asLong() > 0 || code.equals(UNKNOWN);
    return languages.computeIfAbsent(isKept ? code : OTHER, _ -> new Language());
  }

  private String html() {
    Html html = new Html();
    html.element(
        "p",
        "Operators look at one document at a time, in the order of the rows; behind most of them come"
            + " the steps over all documents, duplicates and evaluation items, and the mix comes"
            + " last. Examples are chosen by a hash, not by hand, and"
            + " show the place where an operator first changed a text, or the beginning of one that"
            + " it dropped. What went is struck through, what came is underlined; of what"
            + " has no shape ↵ is the end of a line, ⇥ a tab, · a space or another character. Of texts that may not be shown there is none, and private data is"
            + " redacted in all of them.");
    languages.forEach((code, language) -> write(html, code, language));
    return html.toString();
  }

  private static void write(Html html, String code, Language language) {
    long in = 0;
    long dropped = 0;
    long changed = 0;
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<String, long[]> entry : language.operators.entrySet()) {
      long[] sum = entry.getValue();
      in = Math.max(in, sum[0]);
      dropped += sum[0] - sum[2];
      changed += sum[4];
      rows.add(
          List.of(
              entry.getKey(),
              Numbers.whole((double) sum[0]),
              Numbers.whole((double) sum[2]),
              Numbers.whole((double) (sum[0] - sum[2])),
              Numbers.whole((double) sum[4]),
              Numbers.megabytes((double) sum[1]),
              Numbers.megabytes((double) sum[3])));
    }
    html.open("details", "class", "numbers");
    html.element(
        "summary",
        name(code)
            + ": "
            + counted(in, "document")
            + " in, "
            + Numbers.whole((double) dropped)
            + " dropped, "
            + counted(changed, "change"));
    html.table(
        "Operators on documents: " + name(code),
        List.of("operator", "in", "out", "dropped", "changed", "bytes in", "bytes out"),
        rows);
    OperatorExamples.write(html, language.changed, language.dropped);
    html.close("details");
  }

  private static String counted(long count, String what) {
    return Numbers.whole((double) count) + " " + what + (count == 1 ? "" : "s");
  }

  private static String name(String code) {
    return switch (code) {
      case UNKNOWN -> "before identification";
      case OTHER -> "other languages";
      default -> code;
    };
  }
}
