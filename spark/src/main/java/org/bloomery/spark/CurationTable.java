package org.bloomery.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Corpus;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.run.CurateSettings;

/// What curation did, by language: `table.json`, the printed table, and the refusal of a corpus
/// that nothing can be trained on.
final class CurationTable {
  private final Tally tally;
  private final CurateSettings settings;

  CurationTable(Tally tally, CurateSettings settings) {
    this.tally = tally;
    this.settings = settings;
  }

  void write(Corpus corpus) throws IOException {
    AtomicFiles.write(corpus.table(), Json.pretty(Map.of("languages", tally.languages())));
  }

  /// Wanted languages with their numbers; all others in one row.
  void print(Console console) {
    List<List<String>> rows = new ArrayList<>();
    Tally.Row others = Tally.Row.EMPTY;
    for (Map.Entry<String, Tally.Row> entry : tally.languages().entrySet()) {
      if (settings.languages().contains(entry.getKey())) {
        rows.add(row(entry.getKey(), entry.getValue()));
      } else {
        others = others.plus(entry.getValue());
      }
    }
    if (others.droppedDocuments() > 0) {
      rows.add(row("other", others));
    }
    rows.add(row("all", tally.total()));
    console.table(List.of("language", "documents", "bytes", "held out", "dropped by"), rows);
  }

  private static List<String> row(String name, Tally.Row row) {
    String dropped =
        row.dropped().entrySet().stream()
            .map(e -> String.format(Locale.ROOT, "%s %,d", e.getKey(), e.getValue()))
            .collect(Collectors.joining(", "));
    return List.of(
        name,
        String.format(Locale.ROOT, "%,d", row.documents()),
        String.format(Locale.ROOT, "%,d", row.bytes()),
        String.format(Locale.ROOT, "%,d", row.heldOutDocuments()),
        dropped.isEmpty() ? "-" : dropped);
  }

  /// Refuses an empty corpus and languages with too few documents.
  void check() {
    if (tally.total().documents() == 0) {
      throw new InputException(
          "the corpus is empty: no document passed, dropped were "
              + new TreeMap<>(tally.total().dropped())
              + "; correct the sources, or curate.languages and the thresholds in the run file");
    }
    String few =
        settings.languages().stream()
            .filter(language -> tally.row(language).documents() < settings.minimumDocuments())
            .map(language ->
                language + " has " + tally.row(language).documents() + " training documents")
            .collect(Collectors.joining(", "));
    if (!few.isEmpty()) {
      throw new InputException(
          few
              + ", but curate.minimumDocuments = "
              + settings.minimumDocuments()
              + "; add sources in the language, lower the limit or the thresholds, or take the"
              + " language out of curate.languages");
    }
  }

  Map<String, Object> counts() {
    Tally.Row total = tally.total();
    return Map.of(
        "documents", total.documents(),
        "bytes", total.bytes(),
        "heldOutDocuments", total.heldOutDocuments(),
        "heldOutBytes", total.heldOutBytes(),
        "droppedDocuments", total.droppedDocuments());
  }
}
