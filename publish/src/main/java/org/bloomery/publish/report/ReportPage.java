package org.bloomery.publish.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bloomery.artifact.stage.Manifest;
import org.bloomery.artifact.stage.StageName;
import org.bloomery.publish.RunFolder;

/// The whole page: one HTML file that asks for nothing from outside. Sections without data are left
/// out, so that an unfinished run has a report too.
final class ReportPage {
  private record Section(String id, String title, String body) {}

  private final RunFolder run;

  private ReportPage(RunFolder run) {
    this.run = run;
  }

  static String of(RunFolder run) {
    return new ReportPage(run).page();
  }

  private String page() {
    List<Section> sections = new ArrayList<>();
    add(sections, "scores", "Scores", ScoreSection.of(run));
    add(sections, "samples", "Samples", SampleSection.of(run));
    add(sections, "curves", "Loss during training", CurveSection.of(run));
    add(sections, "corpus", "Corpus", CorpusSection.of(run));
    add(sections, "tokenizer", "Tokenizer", TokenizerSection.of(run));
    add(sections, "plan", "Plan", PlanSection.of(run));
    add(sections, "manifests", "Manifests", ManifestSection.of(run));
    add(sections, "settings", "Settings", SettingsSection.of(run));
    Html html = new Html();
    html.raw("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
    html.raw("<meta charset=\"utf-8\">\n");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.element("title", "Report: " + title()).open("style").raw(css()).close("style");
    html.close("head")
        .open("body")
        .element("a", "Skip to scores", "class", "skip", "href", "#main");
    header(html, sections);
    html.open("main", "id", "main");
    for (Section section : sections) {
      html.open("section", "aria-labelledby", section.id());
      html.element("h2", section.title(), "id", section.id()).raw(section.body()).close("section");
    }
    html.close("main");
    html.element(
        "footer",
        "Made by Bloomery from the manifests of this run. Times and energy differ from run to run;"
            + " everything else is reproducible from the run file.");
    return html.close("body").close("html").toString();
  }

  private static void add(List<Section> sections, String id, String title, String body) {
    if (!body.isEmpty()) {
      sections.add(new Section(id, title, body));
    }
  }

  private void header(Html html, List<Section> sections) {
    html.open("header").element("h1", title());
    html.element(
        "p",
        "From a text collection to a model: what was done, and what came out.",
        "class",
        "quiet");
    numbers(html);
    html.raw(FlowSection.of(run)).open("nav", "aria-label", "Sections").open("ul");
    for (Section section : sections) {
      html.open("li").element("a", section.title(), "href", "#" + section.id()).close("li");
    }
    html.close("ul").close("nav").close("header");
  }

  private void numbers(Html html) {
    html.open("dl", "class", "numbers");
    JsonNode config = run.json(StageName.RELEASE, "config.json");
    count(StageName.PLAN, "parameters").ifPresent(n -> number(html, "parameters", n));
    JsonNode lines = lastOf(run.lines(StageName.TRAINING, "log.jsonl"));
    if (lines.has("tokens")) {
      number(html, "training tokens", Numbers.brief(lines.path("tokens").asDouble()));
    }
    int languages = run.json(StageName.EVALUATION, "scores.json").path("languages").size();
    if (languages > 0) {
      number(html, "languages", Integer.toString(languages));
    }
    if (config.has("vocab_size")) {
      number(html, "vocabulary", Numbers.whole(config.path("vocab_size").asDouble()));
    }
    double seconds = 0;
    for (StageName stage : StageName.values()) {
      seconds += run.measured(stage).path("wallSeconds").asDouble(0);
    }
    if (seconds > 0) {
      number(html, "time in all stages", Numbers.seconds(seconds));
    }
    html.close("dl");
  }

  private static JsonNode lastOf(List<JsonNode> lines) {
    return lines.isEmpty()
        ? com.fasterxml.jackson.databind.node.MissingNode.getInstance()
        : lines.getLast();
  }

  private Optional<String> count(StageName stage, String name) {
    return run.manifest(stage)
        .map(manifest -> manifest.counts().get(name))
        .filter(Number.class::isInstance)
        .map(value -> Numbers.brief(((Number) value).doubleValue()));
  }

  private static void number(Html html, String label, String value) {
    html.open("div").element("dt", label).element("dd", value).close("div");
  }

  private String title() {
    return run.manifest(StageName.RELEASE)
        .map(Manifest::settings)
        .map(settings -> settings instanceof java.util.Map<?, ?> map ? map.get("title") : null)
        .map(Object::toString)
        .orElseGet(() -> run.root().toAbsolutePath().normalize().getFileName().toString());
  }

  private static String css() {
    try (InputStream in = ReportPage.class.getResourceAsStream("/report/report.css")) {
      if (in == null) {
        throw new IllegalStateException("report.css is not among the resources of this room");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
