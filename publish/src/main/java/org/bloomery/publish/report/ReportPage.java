package org.bloomery.publish.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.bloomery.artifact.page.Numbers;
import org.bloomery.artifact.page.Page;
import org.bloomery.artifact.stage.Manifest;
import org.bloomery.artifact.stage.StageName;
import org.bloomery.publish.RunFolder;

/// The whole page: one HTML file that asks for nothing from outside. Sections without data are left
/// out, so that an unfinished run has a report too.
final class ReportPage {
  /// A card's entries below each other; a change in a text that needs no colour.
  private static final String STYLES =
      """
      dl.card { display: grid; grid-template-columns: minmax(6rem, auto) 1fr; gap: .2rem 1rem; }
      dl.card dt { color: var(--quiet); }
      dl.card dd { margin: 0; overflow-wrap: anywhere; }
      .samples figcaption { overflow-wrap: anywhere; }
      .samples del { text-decoration: line-through; }
      .samples ins { text-decoration: underline; font-weight: 650; }
      @media (max-width: 30rem) { dl.card { grid-template-columns: 1fr; } dl.card dt { margin-top: .4rem; } }
      """;

  private final RunFolder run;
  private final Page page;

  private ReportPage(RunFolder run) {
    this.run = run;
    page =
        new Page(title(), "From a text collection to a model: what was done, and what came out.")
            .styles(STYLES);
  }

  static String of(RunFolder run) {
    return new ReportPage(run).html();
  }

  private String html() {
    numbers();
    return page.banner(FlowSection.of(run))
        .section("scores", "Scores", ScoreSection.of(run))
        .section("samples", "Samples", SampleSection.of(run))
        .section("curves", "Loss during training", CurveSection.of(run))
        .section("training", "Training", TrainingSection.of(run))
        .section("corpus", "Corpus", CorpusSection.of(run))
        .section("sources", "Sources", SourceSection.of(run))
        .section("operators", "Operators", OperatorSection.of(run))
        .section("contamination", "Evaluation items in the text", ContaminationSection.of(run))
        .section("tokenizer", "Tokenizer", TokenizerSection.of(run))
        .section("plan", "Plan", PlanSection.of(run))
        .section("manifests", "Manifests", ManifestSection.of(run))
        .section("settings", "Settings", SettingsSection.of(run))
        .html(
            "Report: " + title(),
            "Skip to scores",
            "Made by Bloomery from the manifests of this run. Times and energy differ from run to"
                + " run; everything else is reproducible from the run file.");
  }

  private void numbers() {
    JsonNode config = run.json(StageName.RELEASE, "config.json");
    count(StageName.PLAN, "parameters").ifPresent(n -> page.number("parameters", n));
    JsonNode lines = lastOf(run.lines(StageName.TRAINING, "log.jsonl"));
    if (lines.has("tokens")) {
      page.number("training tokens", Numbers.brief(lines.path("tokens").asDouble()));
    }
    int languages = run.json(StageName.EVALUATION, "scores.json").path("languages").size();
    if (languages > 0) {
      page.number("languages", Integer.toString(languages));
    }
    if (config.has("vocab_size")) {
      page.number("vocabulary", Numbers.whole(config.path("vocab_size").asDouble()));
    }
    double seconds = 0;
    for (StageName stage : StageName.values()) {
      seconds += run.measured(stage).path("wallSeconds").asDouble(0);
    }
    if (seconds > 0) {
      page.number("time in all stages", Numbers.seconds(seconds));
    }
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

  private String title() {
    return run.manifest(StageName.RELEASE)
        .map(Manifest::settings)
        .map(settings -> settings instanceof java.util.Map<?, ?> map ? map.get("title") : null)
        .map(Object::toString)
        .orElseGet(() -> run.root().toAbsolutePath().normalize().getFileName().toString());
  }
}
