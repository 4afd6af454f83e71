package org.bloomery.publish;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bloomery.artifact.CompressedFiles;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Corpus;
import org.bloomery.artifact.Digests;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.DocumentWriter;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.RunFile;
import org.bloomery.artifact.run.corpus.Use;
import org.bloomery.artifact.source.Catalogue;
import org.bloomery.artifact.source.CataloguedSource;
import org.bloomery.artifact.source.SourceCard;
import org.bloomery.artifact.stage.RunDirectory;
import org.bloomery.artifact.stage.Stage;
import org.bloomery.artifact.stage.StageName;
import org.bloomery.artifact.stage.StageRun;
import org.bloomery.model.file.BloomConfig;
import org.bloomery.model.file.BloomTensors;
import org.bloomery.model.file.ElementType;
import org.bloomery.model.file.HuggingFaceFolder;
import org.bloomery.model.file.TensorSource;
import org.bloomery.tokenize.TokenizeStage;

/// A small run that is ready to be published: real documents, tokenizer and weights.
final class FinishedRun {
  static final BloomConfig CONFIG =
      new BloomConfig(384, 16, 2, 2, 1e-5, 1, 2, 3, 48, ElementType.F32);

  final RunDirectory directory;
  final Run run;

  FinishedRun(Path out, String... settings) {
    directory = new RunDirectory(out);
    Path root = Path.of(System.getProperty("bloomery.root", ".."));
    List<String> sets = new ArrayList<>(List.of(settings));
    sets.add("tokenize.vocabularySize=340");
    run = RunFile.load(root.resolve("runs/tiny.toml"), sets).run();
  }

  FinishedRun write() throws IOException {
    written(StageName.PLAN, folder -> Files.writeString(folder.resolve("plan.json"), "{}\n"));
    written(StageName.CATALOGUE, folder -> new Catalogue(List.of(source())).write(folder));
    written(StageName.CORPUS, FinishedRun::corpus);
    execute(new TokenizeStage());
    written(StageName.SHARDS, FinishedRun::shards);
    written(StageName.TRAINING, folder -> model(folder.resolve("model")));
    written(
        StageName.EVALUATION,
        folder ->
            Files.writeString(
                folder.resolve("scores.json"),
                """
                {"contextTokens": 48, "languages": {"en": {"bitsPerByte": 2.5, "xzPlain": 3.0,
                 "xzPrimed": 2.0, "choice": {"items": 4, "byteAccuracy": 0.5,
                 "byteAccuracyError": 0.25}}}, "choiceOfAll": {"items": 4}}
                """));
    return this;
  }

  private void written(StageName name, WrittenStage.Content content) throws IOException {
    execute(new WrittenStage(name, content));
  }

  void execute(Stage stage) throws IOException {
    PrintStream unseen = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    new StageRun(stage, run, directory, new Console(unseen, false, "test")).execute();
  }

  Path release(String file) {
    return directory.folder(StageName.RELEASE).resolve(file);
  }

  private static CataloguedSource source() {
    SourceCard card =
        new SourceCard(
            "furnace",
            "Notes of a furnace",
            "notes",
            List.of("en"),
            null,
            "The smith",
            new SourceCard.Licence(
                "CC0-1.0",
                "terms/cc0.txt",
                List.of(Use.TRAIN, Use.SHOW),
                "dedicated | to everyone"),
            "a wall",
            SourceCard.Availability.CLOSED,
            SourceCard.PersonalDataRisk.NONE,
            "none",
            "for the test",
            "file:notes",
            null,
            null,
            new SourceCard.Format("text", null, null, null));
    return new CataloguedSource(card, Digests.sha256("notes"), 0, List.of());
  }

  static List<Document> documents() {
    List<Document> documents = new ArrayList<>();
    for (int d = 0; d < 12; d++) {
      documents.add(
          new Document(
              "furnace-" + d,
              "On day " + d + " the furnace gave " + 7 * d + " pounds of iron, and no more.",
              "en",
              1,
              "furnace",
              "CC0-1.0",
              null,
              new Document.Origin(d < 5 ? "a.txt" : "b.txt", d, 1),
              List.of()));
    }
    return documents;
  }

  private static void corpus(Path folder) throws IOException {
    Corpus corpus = new Corpus(folder);
    for (int part = 0; part < 2; part++) {
      Files.createDirectories(corpus.part("en", part).resolveSibling("."));
      try (DocumentWriter writer = new DocumentWriter(corpus.part("en", part))) {
        for (Document document : documents().subList(part * 6, part * 6 + 6)) {
          writer.write(document);
        }
      }
    }
  }

  private static void shards(Path folder) throws IOException {
    try (OutputStream out = CompressedFiles.createZstd(folder.resolve("en.documents.jsonl.zst"))) {
      for (int d = 0; d < 12; d++) {
        Map<String, Object> place =
            Map.of("document", d, "id", "furnace-" + d, "offset", 10 * d, "length", 10);
        out.write((Json.line(place) + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static void model(Path folder) throws IOException {
    Random random = new Random(5);
    List<TensorSource> tensors = new ArrayList<>();
    BloomTensors.shapes(CONFIG)
        .forEach((name, shape) -> {
          float[] values =
              new float[(int) shape.stream().mapToLong(s -> s).reduce(1, (a, b) -> a * b)];
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
          }
          tensors.add(TensorSource.of(name, shape, values));
        });
    HuggingFaceFolder.write(folder, CONFIG, tensors);
  }
}
