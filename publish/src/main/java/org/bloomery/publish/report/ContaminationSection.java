package org.bloomery.publish.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.bloomery.artifact.page.Html;
import org.bloomery.artifact.page.Numbers;
import org.bloomery.artifact.stage.StageName;
import org.bloomery.publish.RunFolder;

/// Which items of evaluation tasks stood in the text.
final class ContaminationSection {
  private ContaminationSection() {}

  static String of(RunFolder run) {
    JsonNode report = run.json(StageName.CORPUS, "contamination.json");
    if (report.path("tasks").isEmpty()) {
      return "";
    }
    List<List<String>> rows = new ArrayList<>();
    report
        .path("tasks")
        .properties()
        .forEach(task -> rows.add(row(task.getKey(), task.getValue())));
    Html html = new Html();
    html.element(
        "p",
        "An item was found where a document holds at least "
            + Numbers.percent(report.path("overlap").asDouble())
            + " of its runs of "
            + report.path("ngram").asText()
            + " tokens. Items that are too short were not looked for.");
    html.table(
        "Items of evaluation tasks in the documents",
        List.of("task", "items", "too short", "found", "documents", "by language"),
        rows);
    report
        .path("tasks")
        .properties()
        .forEach(task -> examples(html, task.getKey(), task.getValue().path("examples")));
    return html.toString();
  }

  private static List<String> row(String name, JsonNode task) {
    String languages =
        task.path("languages").properties().stream()
            .map(entry -> entry.getKey() + " " + Numbers.whole(entry.getValue().asDouble()))
            .collect(Collectors.joining(", "));
    return List.of(
        name,
        Numbers.whole(task.path("items").asDouble()),
        Numbers.whole(task.path("itemsTooShort").asDouble()),
        Numbers.whole(task.path("itemsFound").asDouble()),
        Numbers.whole(task.path("documents").asDouble()),
        languages.isEmpty() ? "–" : languages);
  }

  private static void examples(Html html, String name, JsonNode examples) {
    if (examples.isEmpty()) {
      return;
    }
    html.open("details", "class", "numbers");
    html.element("summary", name + ": items that were found").open("div", "class", "samples");
    for (JsonNode example : examples) {
      html.open("figure");
      html.element(
          "figcaption",
          "item "
              + example.path("item").asText()
              + ", "
              + Numbers.percent(example.path("share").asDouble())
              + " of it in "
              + example.path("document").asText());
      html.element("blockquote", example.path("text").asText(), "dir", "auto");
      html.close("figure");
    }
    html.close("div").close("details");
  }
}
