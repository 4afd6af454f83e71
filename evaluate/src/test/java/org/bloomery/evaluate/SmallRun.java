package org.bloomery.evaluate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Corpus;
import org.bloomery.artifact.Digests;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.RunFile;
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

/// A run directory with a corpus of two languages, a tokenizer of its own and an untrained model.
final class SmallRun {
  static final int CONTEXT = 48;
  private static final int VOCABULARY = 384;

  final RunDirectory directory;
  final Run run;
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  SmallRun(Path out) {
    this.directory = new RunDirectory(out);
    Path root = Path.of(System.getProperty("bloomery.root", ".."));
    this.run =
        RunFile.load(
                root.resolve("runs/tiny.toml"),
                List.of("tokenize.vocabularySize=340", "evaluate.documentsPerLanguage=8"))
            .run();
  }

  SmallRun write() throws IOException {
    execute(new WrittenStage(StageName.CORPUS, SmallRun::corpus));
    execute(new TokenizeStage());
    execute(new WrittenStage(StageName.TRAINING, SmallRun::training));
    return this;
  }

  void execute(Stage stage) throws IOException {
    new StageRun(stage, run, directory, console()).execute();
  }

  Console console() {
    return new Console(new PrintStream(shown, true, StandardCharsets.UTF_8), false, "test");
  }

  /// Turns the finished training into one that has a checkpoint and goes on.
  void leaveTrainingAtStep(int step) throws IOException {
    Path partial = directory.partial(StageName.TRAINING);
    AtomicFiles.move(directory.folder(StageName.TRAINING), partial);
    Files.delete(partial.resolve("manifest.json"));
    Path checkpoint =
        Files.createDirectories(partial.resolve("checkpoints/step-%06d".formatted(step)));
    Path weights = checkpoint.resolve("weights.safetensors");
    AtomicFiles.move(partial.resolve("model/model.safetensors"), weights);
    Object digest = Map.of("bytes", Files.size(weights), "sha256", Digests.sha256(weights));
    Files.writeString(
        checkpoint.resolve("digests.json"),
        Json.line(Map.of("files", Map.of("weights.safetensors", digest))));
  }

  String shown() {
    return shown.toString(StandardCharsets.UTF_8);
  }

  Path file(StageName stage, String name) {
    return directory.folder(stage).resolve(name);
  }

  private static void corpus(Path folder) throws IOException {
    Corpus corpus = new Corpus(folder);
    for (String language : List.of("de", "en")) {
      Texts.write(corpus.part(language, 0), Texts.documents(language, 40, 1));
      Texts.write(corpus.heldOutPath(language), Texts.documents(language, 12, 2));
    }
    Files.writeString(
        corpus.ledger(),
        """
        {"sources": [{"card": {"id": "test"}, "licences": {"CC0-1.0": {"uses": ["show"]}}}]}
        """);
  }

  private static void training(Path folder) throws IOException {
    BloomConfig config =
        new BloomConfig(VOCABULARY, 16, 2, 2, 1e-5, 1, 2, 3, CONTEXT, ElementType.F32);
    Random random = new Random(5);
    List<TensorSource> tensors = new ArrayList<>();
    BloomTensors.shapes(config)
        .forEach((name, shape) -> {
          int count = (int) shape.stream().mapToLong(s -> s).reduce(1, (a, b) -> a * b);
          float[] values = new float[count];
          boolean scale = name.contains("norm") || name.contains("ln_f");
          for (int i = 0; i < count; i++) {
            float one = scale && name.endsWith("weight") ? 1 : 0;
            values[i] = one + 0.02f * (float) random.nextGaussian();
          }
          tensors.add(TensorSource.of(name, shape, values));
        });
    HuggingFaceFolder.write(folder.resolve("model"), config, tensors);
    Files.writeString(
        folder.resolve("held-out.jsonl"),
        """
        {"step":0,"tokens":0,"loss":{"de":6.0,"en":5.9}}
        {"step":20,"tokens":9000,"loss":{"de":3.0,"en":2.9}}
        """);
  }
}
