package org.bloomery.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Digests;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.stage.Manifest;
import org.bloomery.artifact.stage.StageName;

/// A finished run of made-up numbers, in the layout that the stages write.
public final class RunFixture {
  static final List<String> LANGUAGES = List.of("ar", "code", "de", "en", "fr", "pt");
  private static final Map<String, List<String>> SAMPLES =
      Map.of(
          "ar", List.of("وضع الحداد الخام", " على الفحم وأغلق الباب <ولم يعد>"),
          "code",
              List.of("public static void", " main(String[] args) {\n  if (a < b && c > d) {}\n}"),
          "de", List.of("Der Schmied legte", " das Erz auf die Kohle und die Kommission hat."),
          "en", List.of("The smith laid the", " ore upon the charcoal & the report of the House."),
          "fr", List.of("Le forgeron posa", " le minerai sur le charbon, monsieur le Président."),
          "pt", List.of("O ferreiro pôs", " o minério sobre o carvão e a Comissão."));

  private final Path root;

  public RunFixture(Path root) {
    this.root = root;
  }

  public Path root() {
    return root;
  }

  /// Writes the folders of all stages up to the evaluation.
  public RunFixture write() throws IOException {
    Files.createDirectories(root);
    Files.writeString(
        root.resolve("resolved.toml"), "name = \"fixture\"  # runs/fixture.toml:3:1\nseed = 42\n");
    json(StageName.PLAN, "plan.json", plan());
    finish(StageName.PLAN, Map.of("parameters", 5_253_120), 0.9);
    json(StageName.CATALOGUE, "catalogue.json", catalogue());
    finish(StageName.CATALOGUE, Map.of("sources", 2, "files", 3), 0.4);
    json(StageName.CORPUS, "table.json", table());
    finish(StageName.CORPUS, Map.of("documents", 10_214, "bytes", 12_400_000), 48.2);
    json(StageName.TOKENIZER, "fertility.json", fertility());
    finish(StageName.TOKENIZER, Map.of("vocabulary", 8192), 7.5);
    finish(StageName.SHARDS, Map.of("tokens", 3_402_116, "documents", 10_214), 3.1);
    training();
    json(StageName.EVALUATION, "scores.json", scores());
    json(StageName.EVALUATION, "samples.json", Map.of("samples", samples()));
    finish(StageName.EVALUATION, Map.of("languages", 6, "choiceItems", 144), 31.0);
    return this;
  }

  private static Map<String, Object> plan() {
    return Map.of(
        "laws",
        List.of(
            Map.of("law", "Chinchilla, refitted", "parameters", 1.2e6, "tokens", 2.6e7),
            Map.of("law", "Kaplan", "parameters", 3.1e5, "tokens", 1e8)));
  }

  private static Map<String, Object> catalogue() {
    return Map.of(
        "sources",
        List.of(
            source("europarl", "Proceedings", "Apache-2.0", "European Parliament"),
            source("commons-lang", "Commons Lang: \"sources\"", "Apache-2.0", "Apache")));
  }

  private static Map<String, Object> source(
      String id, String title, String licence, String custodian) {
    return Map.of("id", id, "title", title, "licence", licence, "custodian", custodian);
  }

  private static Map<String, Object> table() {
    Map<String, Object> languages = new TreeMap<>();
    for (int i = 0; i < LANGUAGES.size(); i++) {
      languages.put(
          LANGUAGES.get(i),
          Map.of(
              "documents", 1500 + 37 * i,
              "bytes", 2_000_000 + 70_000 * i,
              "heldOutDocuments", 45 + i,
              "dropped", Map.of("tooFewWords", 12 + i, "characterRepetition", 3, "duplicate", i)));
    }
    languages.put("nl", Map.of("documents", 0, "dropped", Map.of("language", 811)));
    languages.put("sv", Map.of("documents", 0, "dropped", Map.of("language", 93)));
    return Map.of("languages", languages);
  }

  private static Map<String, Object> fertility() {
    Map<String, Object> languages = new TreeMap<>();
    for (int i = 0; i < LANGUAGES.size(); i++) {
      languages.put(
          LANGUAGES.get(i),
          Map.of("documents", 50, "tokensPerWord", 1.6 + 0.2 * i, "bytesPerToken", 3.9 - 0.3 * i));
    }
    return Map.of("languages", languages);
  }

  private void training() throws IOException {
    StringBuilder log = new StringBuilder();
    StringBuilder heldOut = new StringBuilder();
    for (int step = 0; step <= 700; step++) {
      long tokens = step * 2048L;
      double loss = 4.1 + 5 * Math.exp(-step / 90.0) + 0.25 * Math.sin(step * 12.9898);
      if (step > 0) {
        log.append(Json.line(Map.of("step", step, "tokens", tokens, "loss", loss))).append('\n');
      }
      if (step % 100 == 0) {
        Map<String, Object> losses = new TreeMap<>();
        for (int i = 0; i < LANGUAGES.size(); i++) {
          losses.put(LANGUAGES.get(i), 3.9 + 0.05 * i * i + 5.0 * Math.exp(-step / 90.0));
        }
        heldOut.append(Json.line(Map.of("step", step, "tokens", tokens, "loss", losses)));
        heldOut.append('\n');
      }
    }
    text(StageName.TRAINING, "log.jsonl", log.toString());
    text(StageName.TRAINING, "held-out.jsonl", heldOut.toString());
    json(
        StageName.TRAINING,
        "measured/energy.json",
        Map.of("joules", 8123.4, "seconds", 402.0, "method", "estimated: CPU time × 10 W"));
    finish(StageName.TRAINING, Map.of("steps", 700, "tokens", 1_433_600), 405.3);
  }

  private static Map<String, Object> scores() {
    Map<String, Object> languages = new TreeMap<>();
    for (int i = 0; i < LANGUAGES.size(); i++) {
      Map<String, Object> score = new LinkedHashMap<>();
      score.put("documents", 24);
      score.put("bytes", 30_000 + 1000 * i);
      score.put("tokens", 9000);
      score.put("bitsPerByteUntrained", 4.1 - 0.12 * i);
      score.put("bitsPerByte", 1.9 - 0.05 * i);
      score.put("xzPlain", 2.9 - 0.2 * i);
      score.put("xzPrimed", 2.1 - 0.11 * i);
      score.put("choice", choice(24, 0.25 + 0.03 * i));
      languages.put(LANGUAGES.get(i), score);
    }
    return Map.of("languages", languages, "choiceOfAll", choice(144, 0.33));
  }

  private static Map<String, Object> choice(int items, double accuracy) {
    double error = Math.sqrt(accuracy * (1 - accuracy) / (items - 1));
    return Map.of(
        "items", items,
        "accuracy", accuracy,
        "accuracyError", error,
        "byteAccuracy", accuracy + 0.02,
        "byteAccuracyError", error);
  }

  private static List<Object> samples() {
    List<Object> samples = new ArrayList<>();
    for (String language : LANGUAGES) {
      List<String> sample = SAMPLES.getOrDefault(language, List.of("", ""));
      samples.add(
          Map.of("language", language, "prompt", sample.get(0), "continuation", sample.get(1)));
    }
    return samples;
  }

  public void text(StageName stage, String file, String text) throws IOException {
    Path path = root.resolve(stage.folder()).resolve(file);
    Files.createDirectories(path.resolveSibling("."));
    AtomicFiles.write(path, text);
  }

  private void json(StageName stage, String file, Object value) throws IOException {
    text(stage, file, Json.pretty(value));
  }

  /// Writes manifest and measured values of a stage.
  public void finish(StageName stage, Map<String, Object> counts, double seconds)
      throws IOException {
    json(stage, Manifest.MEASURED_FILE, Map.of("wallSeconds", seconds));
    Path folder = root.resolve(stage.folder());
    List<Manifest.FileEntry> files = new ArrayList<>();
    try (var listed = Files.list(folder)) {
      for (Path file : listed.filter(Files::isRegularFile).sorted().toList()) {
        String name = file.getFileName().toString();
        if (!name.equals(Manifest.MEASURED_FILE) && !name.equals(Manifest.FILE)) {
          files.add(new Manifest.FileEntry(name, Files.size(file), Digests.sha256(file)));
        }
      }
    }
    String key = Digests.sha256("fixture " + stage);
    json(
        stage,
        Manifest.FILE,
        new Manifest(stage.folder(), 1, key, 42, Map.of(), Map.of(), new TreeMap<>(counts), files));
  }
}
