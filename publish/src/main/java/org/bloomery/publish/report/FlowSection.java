package org.bloomery.publish.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bloomery.artifact.page.Html;
import org.bloomery.artifact.page.Numbers;
import org.bloomery.artifact.stage.Manifest;
import org.bloomery.artifact.stage.StageName;
import org.bloomery.publish.RunFolder;

/// The way through the house, with what each stage counted and how long it took.
final class FlowSection {
  /// The counts that tell most of each stage.
  private static final Map<StageName, List<String>> SHOWN =
      Map.of(
          StageName.PLAN, List.of("parameters"),
          StageName.CATALOGUE, List.of("sources", "files"),
          StageName.CORPUS, List.of("documents", "bytes"),
          StageName.TOKENIZER, List.of("vocabulary"),
          StageName.SHARDS, List.of("documents", "tokens"),
          StageName.TRAINING, List.of("steps", "tokens"),
          StageName.EVALUATION, List.of("documents", "choiceItems"),
          StageName.RELEASE, List.of("parameters", "sources"));

  private FlowSection() {}

  static String of(RunFolder run) {
    Html html = new Html().open("ol", "class", "flow", "aria-label", "Stages of the run");
    for (StageName stage : StageName.values()) {
      Optional<Manifest> manifest = run.manifest(stage);
      html.open("li").element("b", stage.verb());
      if (manifest.isEmpty()) {
        html.element("span", unfinished(run, stage));
      } else {
        html.element("span", counts(stage, manifest.get().counts()));
        html.element(
            "span", Numbers.seconds(run.measured(stage).path("wallSeconds").asDouble(Double.NaN)));
      }
      html.close("li");
    }
    return html.close("ol").toString();
  }

  private static String unfinished(RunFolder run, StageName stage) {
    if (run.isTraining() && stage == StageName.TRAINING) {
      List<JsonNode> lines = run.lines(stage, "log.jsonl");
      return lines.isEmpty()
          ? "begun"
          : "goes on: step " + Numbers.whole(lines.getLast().path("step").asDouble());
    }
    JsonNode scored = run.json(stage, "checkpoint.json");
    return run.isTraining() && scored.has("step")
        ? "of step " + Numbers.whole(scored.path("step").asDouble())
        : "not done";
  }

  private static String counts(StageName stage, Map<String, Object> counts) {
    return SHOWN.getOrDefault(stage, List.of()).stream()
        .filter(name -> counts.get(name) instanceof Number)
        .map(name ->
            Numbers.brief(((Number) counts.getOrDefault(name, 0)).doubleValue())
                + " "
                + words(name))
        .collect(Collectors.joining(", "));
  }

  /// A name in camel case as words.
  static String words(String name) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      words.append(Character.isUpperCase(c) ? " " + Character.toLowerCase(c) : c);
    }
    return words.toString();
  }
}
