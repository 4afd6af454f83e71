package org.bloomery.publish;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.run.DataSettings;
import org.bloomery.artifact.run.PublishSettings;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.corpus.Use;
import org.bloomery.artifact.stage.Manifest;
import org.bloomery.artifact.stage.StageName;
import org.bloomery.model.file.BloomConfig;

/// The model card: what the model is, what it was made of, and how it does. Every number comes from
/// a finished stage and is followed by the stage and the beginning of its key.
///
/// The order of sections follows the card of BLOOM (BigScience, 2022).
final class ModelCard {
  static final String FILE = "README.md";
  private static final int KEY_CHARACTERS = 12;
  private static final int SIGNIFICANT_DIGITS = 6;

  private final RunFolder run;
  private final Run runFile;
  private final PublishSettings settings;
  private final BloomConfig config;
  private final Lineage lineage;
  private final JsonNode scores;
  private final Markdown card = new Markdown();

  ModelCard(RunFolder run, Run runFile, BloomConfig config, Lineage lineage) {
    this.run = run;
    this.runFile = runFile;
    this.settings = runFile.publish();
    this.config = config;
    this.lineage = lineage;
    this.scores = run.json(StageName.EVALUATION, "scores.json");
  }

  String text() {
    details();
    data();
    training();
    evaluation();
    TimesAndEnergy.write(card, run);
    uses();
    provenance();
    return FrontMatter.of(settings, scores) + "\n" + card;
  }

  private void details() {
    card.heading(1, settings.title());
    card.paragraph(
        "A language model of the BLOOM architecture, made with Bloomery from a run file that anyone"
            + " can run again.");
    card.heading(2, "Model details");
    card.textTable(
        List.of("", ""),
        List.of(
            List.of("authors", settings.authors()),
            List.of("licence of the weights", settings.licence() + ", see LICENSE.md"),
            List.of("parameters", Markdown.whole((double) config.parameters())),
            List.of(
                "shape",
                config.layers()
                    + " layers, hidden "
                    + config.hiddenSize()
                    + ", "
                    + config.heads()
                    + " heads, ALiBi, LayerNorm after the embedding, tied head"),
            List.of("context in training", config.sequenceLength() + " tokens"),
            List.of("vocabulary", Markdown.whole(config.vocabularySize()) + " with padding"),
            List.of("languages", String.join(", ", languages()))));
    from(StageName.TRAINING);
    card.paragraph("A text begins after the token `</s>`, which stood between documents.");
    card.code(
        "python",
        """
        from transformers import AutoModelForCausalLM, AutoTokenizer
        tokenizer = AutoTokenizer.from_pretrained(".")
        model = AutoModelForCausalLM.from_pretrained(".")
        ids = tokenizer("</s>The", return_tensors="pt")
        print(tokenizer.decode(model.generate(**ids, max_new_tokens=40)[0]))\
        """);
  }

  private List<String> languages() {
    List<String> names = new ArrayList<>();
    scores.path("languages").fieldNames().forEachRemaining(names::add);
    return names;
  }

  private void data() {
    card.heading(2, "Training data");
    List<List<String>> rows = new ArrayList<>();
    for (Lineage.SourceShare source : lineage.sources()) {
      rows.add(
          List.of(
              source.title() + " (`" + source.id() + "`)",
              source.licence(),
              source.custodian(),
              Markdown.whole(
                  source.shares().stream().mapToDouble(s -> (double) s.documents()).sum()),
              Markdown.whole(source.shares().stream().mapToDouble(s -> (double) s.bytes()).sum()),
              Markdown.whole(
                  source.shares().stream().mapToDouble(s -> (double) s.tokens()).sum())));
    }
    card.textTable(List.of("source", "licence", "custodian", "documents", "bytes", "tokens"), rows);
    card.paragraph(
        "`lineage.json` gives the same by file and language, with the places in the shards.");
    redistribution();
    from(StageName.CATALOGUE);
    from(StageName.CORPUS);
    from(StageName.SHARDS);
    outsideData();
  }

  /// What of the text may be passed on, as cards and the run's policy say together.
  private void redistribution() {
    double passedOn = 0;
    double all = 0;
    for (JsonNode source : run.json(StageName.CORPUS, "ledger.json").path("sources")) {
      for (JsonNode terms : source.path("licences")) {
        double bytes = terms.path("training").path("bytes").asDouble();
        all += bytes;
        for (JsonNode use : terms.path("uses")) {
          passedOn += use.asText().equals(Use.REDISTRIBUTE.word()) ? bytes : 0;
        }
      }
    }
    if (all > 0) {
      card.paragraph(
          "Of "
              + Markdown.whole(all)
              + " bytes of training text, "
              + Markdown.whole(passedOn)
              + " may be passed on by their licences; none of the text is part of this release.");
    }
  }

  private void outsideData() {
    List<OutsideSet> sets = OutsideSet.of(runFile);
    if (sets.isEmpty()) {
      return;
    }
    DataSettings own = Objects.requireNonNull(runFile.train().data());
    card.paragraph(
        "Training also read token shards that were made elsewhere. What their text is, only their"
            + " makers know: source and licence are as the run file declares them; the digests"
            + " are those of the files that were read."
            + (own.usesOwn()
                ? ""
                : " The texts of the table above made the tokenizer and were measured; the weights"
                    + " were trained on the sets below alone."));
    Map<String, String> inputs =
        run.manifest(StageName.TRAINING).map(Manifest::inputs).orElse(Map.of());
    card.textTable(
        List.of("set", "source", "licence", "weight", "SHA-256"),
        sets.stream()
            .map(set ->
                List.of(
                    set.name(),
                    set.source(),
                    set.licence(),
                    Markdown.number(set.weight(), 3),
                    "`" + inputs.getOrDefault("data " + set.name(), "") + "`"))
            .toList());
    from(StageName.TRAINING);
  }

  private void training() {
    card.heading(2, "Training");
    run.manifest(StageName.TRAINING)
        .ifPresent(manifest -> {
          card.textTable(List.of("count", "value"), flattened(manifest.counts()));
          card.textTable(List.of("setting", "value"), flattened(manifest.settings()));
        });
    from(StageName.TRAINING);
  }

  private static List<List<String>> flattened(Object value) {
    List<List<String>> rows = new ArrayList<>();
    flatten("", Json.MAPPER.valueToTree(value), rows);
    return rows;
  }

  private static void flatten(String path, JsonNode node, List<List<String>> rows) {
    if (node.isObject()) {
      node.properties()
          .forEach(entry ->
              flatten(
                  path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
                  entry.getValue(),
                  rows));
    } else {
      rows.add(List.of("`" + path + "`", text(node)));
    }
  }

  private static String text(JsonNode node) {
    if (node.isFloatingPointNumber()) {
      return BigDecimal.valueOf(node.asDouble())
          .round(new MathContext(SIGNIFICANT_DIGITS))
          .stripTrailingZeros()
          .toPlainString();
    }
    return node.isValueNode() ? node.asText() : node.toString();
  }

  private void evaluation() {
    card.heading(2, "Evaluation");
    card.paragraph(
        "Bits per byte of held-out documents, each scored alone after `</s>` with windows of "
            + scores.path("contextTokens").asText()
            + " tokens; less is better. XZ is XZ for Java at level 9 over the same text, plain, and"
            + " after training text of the language; \"untrained\" is the loss that training measured at"
            + " its start on held-out windows, carried over to bytes. The choice is which of four passages continues"
            + " a held-out document, by log-probability a byte; guessing gives 25 %, ± is one"
            + " standard error, sd(n − 1)/√n.");
    List<List<String>> rows = new ArrayList<>();
    scores
        .path("languages")
        .properties()
        .forEach(entry -> rows.add(row(entry.getKey(), entry.getValue())));
    if (scores.path("choiceOfAll").path("items").asInt() > 0) {
      rows.add(List.of("all", "", "", "", "", choice(scores.path("choiceOfAll"))));
    }
    card.table(
        List.of("language", "untrained", "trained", "XZ", "XZ primed", "right choices"), rows);
    from(StageName.EVALUATION);
  }

  private static List<String> row(String language, JsonNode score) {
    return List.of(
        language,
        Markdown.number(score.path("bitsPerByteUntrained").asDouble(Double.NaN), 3),
        Markdown.number(score.path("bitsPerByte").asDouble(), 3),
        Markdown.number(score.path("xzPlain").asDouble(), 3),
        Markdown.number(score.path("xzPrimed").asDouble(), 3),
        choice(score.path("choice")));
  }

  private static String choice(JsonNode choice) {
    int items = choice.path("items").asInt();
    if (items < 10) { // a share of so few, and its error, would say more than is known
      long right = Math.round(choice.path("byteAccuracy").asDouble() * items);
      return items == 0 ? "" : right + " of " + items;
    }
    return Markdown.number(100 * choice.path("byteAccuracy").asDouble(), 1)
        + " ± "
        + Markdown.number(100 * choice.path("byteAccuracyError").asDouble(), 1)
        + " % of "
        + items;
  }

  private void uses() {
    card.heading(2, "Uses and limits");
    card.paragraph(
        "For study of language models and for continuing text of the kind that it was trained on."
            + " It has learned from one narrow collection and says what is likely there, true or"
            + " not; do not let it decide anything about a person. Names and statements of real"
            + " people in the training text can come out again, altered or verbatim.");
  }

  private void provenance() {
    card.heading(2, "Provenance");
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<String, Lineage.StageKey> stage : lineage.stages().entrySet()) {
      rows.add(List.of(stage.getKey(), "`" + stage.getValue().key() + "`"));
    }
    card.paragraph(
        "The key of a stage is a digest of its inputs, settings, seed and format version: the same"
            + " key means the same bytes.");
    card.textTable(List.of("stage", "key"), rows);
  }

  private void from(StageName stage) {
    run.manifest(stage).ifPresent(manifest -> card.paragraph(reference(stage, manifest)));
  }

  private static String reference(StageName stage, Manifest manifest) {
    return "<sub>From `"
        + stage.folder()
        + "/manifest.json`, key `"
        + manifest.key().substring(0, KEY_CHARACTERS)
        + "`.</sub>";
  }
}
