package org.bloomery.publish.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.bloomery.artifact.page.DotPlot;
import org.bloomery.artifact.page.Html;
import org.bloomery.artifact.page.Numbers;
import org.bloomery.artifact.stage.StageName;
import org.bloomery.publish.RunFolder;

/// Bits per byte of each language beside XZ and the untrained model, then the multiple choices.
final class ScoreSection {
  private static final List<String> MEASURES =
      List.of("bitsPerByteUntrained", "bitsPerByte", "xzPlain", "xzPrimed");
  private static final List<String> NAMES =
      List.of("untrained", "trained", "XZ", "XZ primed with training text");

  private ScoreSection() {}

  static String of(RunFolder run) {
    JsonNode scores = run.json(StageName.EVALUATION, "scores.json");
    if (scores.isMissingNode()) {
      return "";
    }
    List<DotPlot.Row> dots = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    scores
        .path("languages")
        .properties()
        .forEach(entry -> {
          JsonNode score = entry.getValue();
          dots.add(
              new DotPlot.Row(
                  entry.getKey(),
                  MEASURES.stream()
                      .mapToDouble(m -> score.path(m).asDouble(Double.NaN))
                      .toArray()));
          rows.add(row(entry.getKey(), score));
        });
    Html html = new Html();
    if (run.isTraining()) {
      html.element(
          "p",
          "The model is still being trained; these are the scores after step "
              + Numbers.whole(
                  run.json(StageName.EVALUATION, "checkpoint.json").path("step").asDouble())
              + ".");
    }
    html.element(
        "p",
        "Bits per byte of held-out text: how many bits the model would need to write it down, so"
            + " less is better, and languages and tokenizers can be compared. XZ is a general"
            + " compressor at its highest level; primed, it has read training text of the language"
            + " first.");
    html.open("figure");
    html.raw(DotPlot.draw("Bits per byte by language", "bits per byte", NAMES, dots));
    html.close("figure");
    html.table(
        "Bits per byte on held-out documents, each scored alone",
        List.of("language", "untrained", "trained", "XZ", "XZ primed", "documents", "bytes"),
        rows);
    return html.raw(choices(scores)).toString();
  }

  private static List<String> row(String language, JsonNode score) {
    List<String> row = new ArrayList<>(List.of(language));
    for (String measure : MEASURES) {
      row.add(Numbers.decimals(score.path(measure).asDouble(Double.NaN), 3));
    }
    row.add(Numbers.whole(score.path("documents").asDouble()));
    row.add(Numbers.whole(score.path("bytes").asDouble()));
    return row;
  }

  private static String choices(JsonNode scores) {
    List<List<String>> rows = new ArrayList<>();
    scores
        .path("languages")
        .properties()
        .forEach(entry -> {
          if (entry.getValue().path("choice").path("items").asInt() > 0) {
            rows.add(choice(entry.getKey(), entry.getValue().path("choice")));
          }
        });
    if (rows.isEmpty()) {
      return "";
    }
    rows.add(choice("all", scores.path("choiceOfAll")));
    return new Html()
        .element(
            "p",
            "Multiple choice: a beginning of a held-out document, and four passages of which one"
                + " continues it. Guessing gives 25 %; ± is one standard error.")
        .table(
            "Which passage follows?",
            List.of("language", "items", "accuracy", "by length in bytes"),
            rows)
        .toString();
  }

  private static List<String> choice(String name, JsonNode choice) {
    return List.of(
        name,
        Numbers.whole(choice.path("items").asDouble()),
        withError(choice, "accuracy"),
        withError(choice, "byteAccuracy"));
  }

  private static String withError(JsonNode choice, String measure) {
    long items = choice.path("items").asLong();
    if (items < 10) { // a share of so few, and its error, would say more than is known
      return Math.round(choice.path(measure).asDouble() * items) + " of " + items;
    }
    return Numbers.percent(choice.path(measure).asDouble())
        + " ± "
        + Numbers.decimals(100 * choice.path(measure + "Error").asDouble(), 1);
  }
}
