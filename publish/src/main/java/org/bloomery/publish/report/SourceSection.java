package org.bloomery.publish.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.bloomery.artifact.page.Html;
import org.bloomery.artifact.page.Numbers;
import org.bloomery.artifact.stage.StageName;
import org.bloomery.publish.RunFolder;

/// The account of every source: what its card says, what was taken, what stays and what may be done
/// with it.
final class SourceSection {
  private SourceSection() {}

  static String of(RunFolder run) {
    JsonNode sources = run.json(StageName.CORPUS, "ledger.json").path("sources");
    if (sources.isEmpty()) {
      return "";
    }
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode source : sources) {
      rows.add(row(source));
    }
    Html html = new Html();
    html.table(
        "Sources: documents and bytes that came, and what stays",
        List.of(
            "source",
            "documents read",
            "training",
            "held out",
            "bytes read",
            "training",
            "may be passed on",
            "risk of personal data"),
        rows);
    sources.forEach(source -> details(html, source));
    return html.toString();
  }

  private static List<String> row(JsonNode source) {
    double passedOn = 0;
    for (JsonNode terms : source.path("licences")) {
      if (words(terms.path("uses")).contains("redistribute")) {
        passedOn += terms.path("training").path("bytes").asDouble();
      }
    }
    return List.of(
        source.path("card").path("id").asText(),
        Numbers.whole(source.path("read").path("documents").asDouble()),
        Numbers.whole(source.path("training").path("documents").asDouble()),
        Numbers.whole(source.path("heldOut").path("documents").asDouble()),
        Numbers.megabytes(source.path("read").path("bytes").asDouble()),
        Numbers.megabytes(source.path("training").path("bytes").asDouble()),
        Numbers.megabytes(passedOn),
        source.path("card").path("personalDataRisk").asText().toLowerCase(Locale.ROOT));
  }

  private static void details(Html html, JsonNode source) {
    JsonNode card = source.path("card");
    html.open("details", "class", "numbers");
    html.element("summary", card.path("id").asText() + ": " + card.path("title").asText());
    html.open("dl", "class", "card");
    entry(html, "kind", card.path("kind"));
    entry(html, "languages", card.path("languages"));
    entry(html, "varieties", card.path("varieties"));
    entry(html, "custodian", card.path("custodian"));
    entry(html, "origin", card.path("origin"));
    entry(html, "licence", card.path("licence").path("id"));
    entry(html, "terms", card.path("licence").path("url"));
    entry(html, "note", card.path("licence").path("note"));
    entry(html, "allowed by the card", card.path("licence").path("allowed"));
    entry(html, "availability", card.path("availability"));
    entry(html, "personal data", card.path("personalData"));
    entry(html, "why", card.path("why"));
    entry(html, "files", source.path("files"));
    entry(html, "SHA-256", source.path("digest"));
    html.close("dl");
    licences(html, card.path("id").asText(), source.path("licences"));
    taken(html, card.path("id").asText(), source);
    html.close("details");
  }

  private static void entry(Html html, String name, JsonNode value) {
    String text =
        value.isTextual() && value.asText().matches("[A-Z_]+")
            ? value.asText().toLowerCase(Locale.ROOT)
            : value.isArray() ? words(value) : value.asText();
    if (!text.isEmpty() && !value.isNull()) {
      html.element("dt", name).element("dd", text);
    }
  }

  private static String words(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(each ->
            each.asText().matches("[A-Z_]+")
                ? each.asText().toLowerCase(Locale.ROOT)
                : each.asText())
        .collect(Collectors.joining(", "));
  }

  private static void licences(Html html, String id, JsonNode licences) {
    List<List<String>> rows = new ArrayList<>();
    licences
        .properties()
        .forEach(entry -> {
          JsonNode terms = entry.getValue();
          rows.add(
              List.of(
                  entry.getKey(),
                  words(terms.path("uses")),
                  Numbers.whole(terms.path("training").path("documents").asDouble()),
                  Numbers.megabytes(terms.path("training").path("bytes").asDouble()),
                  Numbers.whole(terms.path("heldOut").path("documents").asDouble())));
        });
    if (!rows.isEmpty()) {
      html.table(
          "What stays of " + id + ", by licence",
          List.of("licence", "may be used to", "documents", "bytes", "held out"),
          rows);
    }
  }

  private static void taken(Html html, String id, JsonNode source) {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode taken : source.path("taken")) {
      if (taken.path("documents").asLong() != 0 || taken.path("bytes").asLong() != 0) {
        rows.add(
            List.of(
                taken.path("by").asText(),
                Numbers.whole(taken.path("documents").asDouble()),
                Numbers.whole(taken.path("bytes").asDouble())));
      }
    }
    if (!rows.isEmpty()) {
      html.table(
          "What was taken from " + id + ", in this order",
          List.of("by", "documents", "bytes"),
          rows);
    }
  }
}
