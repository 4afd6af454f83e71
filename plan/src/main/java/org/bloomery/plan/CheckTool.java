package org.bloomery.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.ResourceException;
import org.bloomery.artifact.page.Html;
import org.bloomery.artifact.page.Numbers;
import org.bloomery.artifact.page.Page;
import org.bloomery.artifact.stage.StageName;
import org.bloomery.plan.study.Amounts;

/// `bloomery plan check DIR`: how far the plan of a finished run was from what training measured.
final class CheckTool {
  private static final List<String> HEADER = List.of("", "planned", "measured", "off by");

  record Request(String directory) {}

  private CheckTool() {}

  static void run(String request, Console console) throws IOException {
    Path directory = Path.of(Json.parse(request, Request.class).directory());
    List<List<String>> rows = rows(directory);
    List<String> basis = basis(directory);
    console.table(HEADER, rows);
    basis.forEach(console::line);
    Path page = directory.resolve("plan-check.html");
    AtomicFiles.write(page, page(directory, rows, basis));
    console.line("page: " + page);
  }

  static List<List<String>> rows(Path directory) {
    Path plan = directory.resolve(StageName.PLAN.folder());
    Path training = directory.resolve(StageName.TRAINING.folder());
    if (!Files.isDirectory(directory)) {
      throw new ResourceException(
          directory + " does not exist; give a run directory, such as out/overnight-planned");
    }
    for (Path folder : List.of(plan, training)) {
      if (!Files.exists(folder.resolve("measured.json"))) {
        throw new ResourceException(
            folder
                + " is not there; give a run directory whose stages plan and train are finished");
      }
    }
    JsonNode planned = Json.read(plan.resolve("plan.json"), JsonNode.class);
    JsonNode measuredPlan = Json.read(plan.resolve("measured.json"), JsonNode.class);
    JsonNode measured = Json.read(training.resolve("measured.json"), JsonNode.class);
    JsonNode figures = either(planned, measuredPlan.path("plan"), "figures");
    JsonNode time = planned.has("time") ? planned.path("time") : measuredPlan.path("speed");
    double tokens = figure(figures, "tokens", plan);
    double seconds = figure(time, "seconds", plan);
    List<List<String>> rows = new ArrayList<>();
    double tokensPerSecond = measured.path("tokensPerSecond").asDouble();
    if (!(tokensPerSecond > 0)) {
      throw new ArtifactException(
          training.resolve("measured.json")
              + " has no tokensPerSecond above zero; give a run directory whose stage train is"
              + " finished");
    }
    rows.add(
        List.of(
            "tokens a second",
            Numbers.whole(tokens / seconds),
            Numbers.whole(tokensPerSecond),
            error(tokens / seconds, tokensPerSecond)));
    if (measured.has("peakMemoryBytes")) {
      rows.add(
          memory(
              figure(figures, "memoryLowBytes", plan),
              figure(figures, "memoryHighBytes", plan),
              measured.path("peakMemoryBytes").asDouble()));
    }
    return rows;
  }

  /// What the plan's time and memory rest on.
  static List<String> basis(Path directory) {
    JsonNode plan =
        Json.read(directory.resolve(StageName.PLAN.folder()).resolve("plan.json"), JsonNode.class);
    List<String> sentences = new ArrayList<>();
    plan.path("calibrated").forEach(sentence -> sentences.add(sentence.asText()));
    return sentences.isEmpty()
        ? List.of(
            "Not calibrated on this machine: `bloomery sweep` measures it, and plan.sweep names its"
                + " table.")
        : sentences;
  }

  private static List<String> memory(double low, double high, double measured) {
    boolean inside = low <= measured && measured <= high;
    return List.of(
        "memory, GiB",
        Amounts.gibibytes(low) + " – " + Amounts.gibibytes(high),
        Amounts.gibibytes(measured),
        inside ? "inside the band" : error(measured < low ? low : high, measured));
  }

  private static JsonNode either(JsonNode first, JsonNode second, String name) {
    return first.has(name) ? first.path(name) : second.path(name);
  }

  private static String error(double planned, double measured) {
    return String.format(Locale.ROOT, "%+.1f %%", 100 * (planned / measured - 1));
  }

  private static double figure(JsonNode figures, String name, Path plan) {
    for (JsonNode figure : figures) {
      if (figure.path("name").asText().equals(name)) {
        return figure.path("value").asDouble();
      }
    }
    throw new ArtifactException(
        plan
            + " holds a study, which names no single run's "
            + name
            + "; check the run directory of the run file that it handed over");
  }

  private static String page(Path directory, List<List<String>> rows, List<String> basis) {
    Page page =
        new Page(
            "Plan and training: " + directory.getFileName(),
            "What the plan foresaw, and what training measured");
    Html html = new Html().table("This run", HEADER, rows);
    basis.forEach(sentence -> html.element("p", sentence, "class", "quiet"));
    page.section("check", "Planned and measured", html.toString());
    return page.html("Plan and training", "Skip to the table", "Written by bloomery plan check.");
  }
}
