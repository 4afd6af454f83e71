package org.bloomery.publish.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bloomery.artifact.page.Html;
import org.bloomery.artifact.page.Numbers;
import org.bloomery.artifact.stage.StageName;
import org.bloomery.publish.RunFolder;

/// How training went: its speed against the machine's own, the noise of its gradients, spikes of
/// the loss that were waited out, and the steps that were not trained on. What was not measured is
/// left out.
final class TrainingSection {
  private TrainingSection() {}

  static String of(RunFolder run) {
    List<List<String>> rows = new ArrayList<>();
    speed(rows, run.measured(StageName.TRAINING));
    ranks(rows, run.measured(StageName.TRAINING));
    noise(rows, run);
    List<JsonNode> lines = run.lines(StageName.TRAINING, "log.jsonl");
    gradient(rows, lines);
    if (rows.isEmpty()) {
      return "";
    }
    Html html =
        new Html().table("How training went", List.of("what", "value", "how to read it"), rows);
    spikes(html, lines);
    skipped(html, lines);
    return html.toString();
  }

  private static void speed(List<List<String>> rows, JsonNode measured) {
    if (measured.has("tokensPerSecond")) {
      rows.add(
          List.of(
              "tokens a second",
              Numbers.whole(measured.path("tokensPerSecond").asDouble()),
              "mean over the whole of training, evaluations and checkpoints included"));
    }
    if (measured.has("modelFlopsPerSecond")) {
      rows.add(
          List.of(
              "operations a second",
              Numbers.decimals(measured.path("modelFlopsPerSecond").asDouble() / 1e12, 4)
                  + " TFLOP/s",
              "what the model asks for: 72lh²(1 + s/6h + V/12lh) a token"));
    }
    if (measured.path("modelFlopsUtilisation").isNumber()) {
      rows.add(
          List.of(
              "share of the machine's own rate",
              Numbers.percent(measured.path("modelFlopsUtilisation").asDouble()),
              "of "
                  + Numbers.decimals(measured.path("matrixFlopsPerSecond").asDouble() / 1e12, 3)
                  + " TFLOP/s, at which it multiplied matrices before the first step"));
    }
  }

  private static void ranks(List<List<String>> rows, JsonNode measured) {
    if (measured.has("layout")) {
      rows.add(
          List.of(
              "ranks",
              Numbers.whole(measured.path("ranks").asDouble()),
              measured.path("layout").asText() + "; the rate above is that of all together"));
    }
    if (measured.has("communicationShare")) {
      rows.add(
          List.of(
              "communication of ranks",
              Numbers.percent(measured.path("communicationShare").asDouble()),
              "of the time of all ranks in training steps; waiting for others is part of it"));
    }
  }

  private static void noise(List<List<String>> rows, RunFolder run) {
    double scale = Double.NaN;
    for (JsonNode line : run.lines(StageName.TRAINING, "measured/steps.jsonl")) {
      scale = line.path("noiseScale").asDouble(scale);
    }
    if (Double.isFinite(scale)) {
      rows.add(
          List.of(
              "gradient noise scale at the end",
              Numbers.brief(scale) + " sequences",
              "a batch of this size takes twice the fewest steps and twice the fewest data; larger ones"
                  + " waste data, smaller ones steps (McCandlish et al. 2018)"));
    }
  }

  private static void gradient(List<List<String>> rows, List<JsonNode> lines) {
    double largest = Double.NEGATIVE_INFINITY;
    long at = 0;
    for (JsonNode line : lines) {
      if (line.path("gradientNorm").asDouble(Double.NEGATIVE_INFINITY) > largest) {
        largest = line.path("gradientNorm").asDouble();
        at = line.path("step").asLong();
      }
    }
    if (at > 0) {
      rows.add(
          List.of(
              "largest gradient norm",
              Numbers.decimals(largest, 2),
              "before clipping, at step " + Numbers.whole((double) at)));
    }
  }

  /// Spikes that stayed in the log; those that were rolled back are among the skipped steps.
  private static void spikes(Html html, List<JsonNode> lines) {
    Map<Long, String> outcomes = new TreeMap<>();
    for (JsonNode line : lines) {
      if (line.has("spike")) {
        long step = line.path("step").asLong();
        outcomes.put(
            line.path("spike").path("since").asLong(),
            switch (line.path("spike").path("event").asText()) {
              case "healed" -> "over at step " + step;
              case "lasts" ->
                  "had lasted too long at step " + step + "; its level counts as usual since";
              default -> "not over at the last step";
            });
      }
    }
    if (outcomes.isEmpty()) {
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    outcomes.forEach((since, outcome) ->
        rows.add(List.of(Numbers.whole((double) since), outcome, before(lines, since))));
    html.table(
        "Spikes of the loss that were waited out",
        List.of("from step", "what came of it", "loss: the step before, then"),
        rows);
  }

  /// The loss before a spike, and at its first steps.
  private static String before(List<JsonNode> lines, long since) {
    List<String> losses = new ArrayList<>();
    for (JsonNode line : lines) {
      long step = line.path("step").asLong();
      if (line.has("loss") && step >= since - 1 && step < since + 3) {
        losses.add(Numbers.decimals(line.path("loss").asDouble(), 2));
      }
    }
    return String.join(", ", losses);
  }

  /// Steps in the log without a loss, by reason.
  private static void skipped(Html html, List<JsonNode> lines) {
    Map<String, List<Long>> steps = new TreeMap<>();
    for (JsonNode line : lines) {
      if (line.has("skipped")) {
        steps
            .computeIfAbsent(line.path("skipped").asText(), _ -> new ArrayList<>())
            .add(line.path("step").asLong());
      }
    }
    if (steps.isEmpty()) {
      if (!lines.isEmpty()) {
        html.element("p", "No step was skipped.");
      }
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    steps.forEach((reason, which) ->
        rows.add(
            List.of(
                reason, Numbers.whole(which.size()), which.getFirst() + " … " + which.getLast())));
    html.table(
        "Steps that were not trained on", List.of("reason", "steps", "first and last"), rows);
  }
}
