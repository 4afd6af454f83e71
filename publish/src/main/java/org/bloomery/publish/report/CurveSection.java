package org.bloomery.publish.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bloomery.artifact.page.Html;
import org.bloomery.artifact.page.LineChart;
import org.bloomery.artifact.stage.StageName;
import org.bloomery.publish.RunFolder;

/// Training loss, and held-out loss by language.
final class CurveSection {
  private static final int TRAINING_POINTS = 240;

  private CurveSection() {}

  static String of(RunFolder run) {
    List<LineChart.Curve> curves = new ArrayList<>();
    curves.add(new LineChart.Curve("training", true, training(run)));
    heldOut(run)
        .forEach((language, points) -> curves.add(new LineChart.Curve(language, false, points)));
    String picture =
        LineChart.draw(
            new LineChart.Titles(
                "Loss over training tokens",
                "Held-out loss by language, and training loss",
                "training tokens",
                "loss, nats a token"),
            curves);
    if (picture.isEmpty()) {
      return "";
    }
    return new Html()
        .open("figure")
        .raw(picture)
        .element(
            "figcaption",
            "Thin line: training batches. Dashed lines: held-out text by language, named at their"
                + " ends. Tokens of different languages carry different amounts of text; compare"
                + " languages by bits per byte.")
        .close("figure")
        .toString();
  }

  /// At most a few hundred points, each the mean of the steps it stands for.
  private static List<double[]> training(RunFolder run) {
    List<JsonNode> lines =
        run.lines(StageName.TRAINING, "log.jsonl").stream()
            .filter(line -> line.has("loss")) // a skipped step has none
            .toList();
    int together = Math.max(1, Math.ceilDiv(lines.size(), TRAINING_POINTS));
    List<double[]> points = new ArrayList<>();
    for (int from = 0; from < lines.size(); from += together) {
      List<JsonNode> part = lines.subList(from, Math.min(lines.size(), from + together));
      double loss = 0;
      double tokens = 0;
      for (JsonNode line : part) {
        loss += line.path("loss").asDouble() / part.size();
        tokens += line.path("tokens").asDouble() / part.size();
      }
      points.add(new double[] {tokens, loss});
    }
    return points;
  }

  private static Map<String, List<double[]>> heldOut(RunFolder run) {
    Map<String, List<double[]>> curves = new TreeMap<>();
    for (JsonNode line : run.lines(StageName.TRAINING, "held-out.jsonl")) {
      double tokens = line.path("tokens").asDouble();
      line.path("loss")
          .properties()
          .forEach(entry ->
              curves
                  .computeIfAbsent(entry.getKey(), _ -> new ArrayList<>())
                  .add(new double[] {tokens, entry.getValue().asDouble()}));
    }
    return curves;
  }
}
