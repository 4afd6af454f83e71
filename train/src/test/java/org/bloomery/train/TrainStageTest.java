package org.bloomery.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.run.Precision;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.RunFile;
import org.bloomery.artifact.stage.Manifest;
import org.bloomery.artifact.stage.RunDirectory;
import org.bloomery.artifact.stage.StageName;
import org.bloomery.artifact.stage.StageRun;
import org.bloomery.model.file.HuggingFaceFolder;
import org.bloomery.train.data.ListedTokens;
import org.bloomery.train.data.WrittenShard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The stage on made-up shards of two languages: bytes as token ids.
class TrainStageTest {
  private static final Path RUN_FILE =
      Path.of(System.getProperty("bloomery.root", ".."), "runs", "quickstart.toml");
  private static final List<String> SETS =
      List.of(
          "train.tokens=6144",
          "train.batch=8",
          "train.microBatch=4",
          "train.evaluateEverySteps=6",
          "train.checkpointEverySteps=2",
          "train.warmUpSamples=16",
          "train.precision=\"fp32\"",
          "train.workers=2",
          "model.hidden=32",
          "model.heads=4",
          "model.layers=1",
          "model.sequence=32",
          "model.dropout=0.1");

  @TempDir Path out;
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final Console console =
      new Console(new PrintStream(shown, true, StandardCharsets.UTF_8), false, "train");

  private static ListedTokens documents(String text, int count) {
    List<int[]> list = new ArrayList<>();
    for (int d = 0; d < count; d++) {
      byte[] bytes = (d + ": " + text).getBytes(StandardCharsets.UTF_8);
      int[] tokens = new int[bytes.length + 1];
      for (int i = 0; i < bytes.length; i++) {
        tokens[i] = 4 + Byte.toUnsignedInt(bytes[i]);
      }
      tokens[bytes.length] = 2;
      list.add(tokens);
    }
    return new ListedTokens(list);
  }

  private static void writeShards(Path folder) throws IOException {
    WrittenShard.write(folder.resolve("en"), documents("The iron is won from ore. ", 60));
    WrittenShard.write(folder.resolve("de"), documents("Das Eisen kommt aus Erz. ", 20));
    WrittenShard.write(folder.resolve("heldout-en"), documents("Iron is won from the ore. ", 9));
    WrittenShard.write(folder.resolve("heldout-de"), documents("Kurz.", 1));
  }

  private static void writeTokenizer(Path folder) throws IOException {
    List<Map<String, Object>> added = new ArrayList<>();
    for (String token : List.of("<unk>", "<s>", "</s>", "<pad>")) {
      added.add(Map.of("id", added.size(), "content", token));
    }
    Map<String, Object> model = Map.of("vocab", Map.of("z", 259));
    Files.writeString(
        folder.resolve("tokenizer.json"), Json.line(Map.of("model", model, "added_tokens", added)));
  }

  private void prepare(Path directory, Run run) throws IOException {
    RunDirectory runDirectory = new RunDirectory(directory);
    for (GivenFolder given :
        List.of(
            new GivenFolder(StageName.TOKENIZER, TrainStageTest::writeTokenizer),
            new GivenFolder(StageName.SHARDS, TrainStageTest::writeShards))) {
      new StageRun(given, run, runDirectory, console).execute();
    }
  }

  private boolean train(Path directory, Run run) throws IOException {
    return new StageRun(new TrainStage(), run, new RunDirectory(directory), console).execute();
  }

  @Test
  void makesAModelThatTheHuggingFaceReaderTakes() throws IOException {
    Run run = RunFile.load(RUN_FILE, SETS).run();
    prepare(out, run);
    assertTrue(train(out, run));
    Path training = out.resolve("training");
    try (HuggingFaceFolder model = HuggingFaceFolder.open(training.resolve("model"))) {
      assertEquals(384, model.config().vocabularySize());
      assertEquals(2, model.config().eosTokenId());
    }
    Manifest manifest = Manifest.read(training);
    assertEquals(24, ((Number) Objects.requireNonNull(manifest.counts().get("steps"))).intValue());
    assertTrue(manifest.files().stream().noneMatch(file -> file.path().startsWith("measured")));
    Map<?, ?> measured = Json.read(training.resolve("measured.json"), Map.class);
    assertTrue(((Number) Objects.requireNonNull(measured.get("energyJoules"))).doubleValue() > 0);
    String text = shown.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("held-out nats/token"), text);
    assertTrue(text.contains("epochs"), text);
    assertFalse(train(out, run), "an unchanged key has nothing to do");
  }

  @Test
  void aPrecisionThatThisMachineHasNoUnitsForIsNamedAndKept() throws IOException {
    List<String> sets = new ArrayList<>(SETS);
    sets.addAll(List.of("train.precision=\"bf16\"", "train.tokens=512"));
    Run run = RunFile.load(RUN_FILE, sets).run();
    prepare(out, run);
    assertTrue(train(out, run));
    String text = shown.toString(StandardCharsets.UTF_8);
    boolean units = Precision.AUTO.resolved() == Precision.BF16;
    assertEquals(!units, text.contains("train.precision = \"bf16\" is slow here"), text);
    assertTrue(text.contains("in bf16, 512 tokens"), text);
  }

  @Test
  void whatDoesNotChangeTheResultDoesNotChangeTheKey() {
    Run plain = RunFile.load(RUN_FILE, SETS).run();
    List<String> sets = new ArrayList<>(SETS);
    sets.addAll(
        List.of("train.recompute=true", "train.checkpointEverySteps=7", "train.keepCheckpoints=5"));
    TrainStage stage = new TrainStage();
    assertEquals(stage.settings(plain), stage.settings(RunFile.load(RUN_FILE, sets).run()));
    sets.add("train.clip=0.5");
    assertNotEquals(stage.settings(plain), stage.settings(RunFile.load(RUN_FILE, sets).run()));
  }

  @Test
  void killedInTheMiddleItGoesOnToTheSameBytes() throws Exception {
    Run run = RunFile.load(RUN_FILE, SETS).run();
    Path whole = out.resolve("whole");
    Path killed = out.resolve("killed");
    prepare(whole, run);
    train(whole, run);
    prepare(killed, run);
    Process process = start(killed);
    Path checkpoints = killed.resolve("training.partial/checkpoints");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!Files.exists(checkpoints.resolve("step-000004")) && process.isAlive()) {
      assertTrue(System.nanoTime() < deadline, "no checkpoint in a minute");
      Thread.sleep(2);
    }
    assertTrue(process.isAlive(), Files.readString(killed.resolve("process.log")));
    process.destroyForcibly().waitFor();
    assertFalse(Files.exists(killed.resolve("training")), "it was killed too late to show a thing");
    train(killed, run);
    assertTrue(shown.toString(StandardCharsets.UTF_8).contains("goes on after step"));
    assertEquals(
        Manifest.read(whole.resolve("training")), Manifest.read(killed.resolve("training")));
  }

  /// The stage as its own process, as the launcher starts it.
  private static Process start(Path directory) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(TrainStage.class.getName());
    command.add(RUN_FILE.toString());
    command.add(directory.toString());
    command.addAll(SETS);
    Path log = directory.resolve("process.log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    return builder.redirectOutput(log.toFile()).start();
  }

  @Test
  void refusesShardsWithoutTokens() throws IOException {
    Run run = RunFile.load(RUN_FILE, SETS).run();
    RunDirectory directory = new RunDirectory(out);
    new StageRun(
            new GivenFolder(StageName.TOKENIZER, TrainStageTest::writeTokenizer),
            run,
            directory,
            console)
        .execute();
    GivenFolder empty =
        new GivenFolder(
            StageName.SHARDS,
            folder -> WrittenShard.write(folder.resolve("en"), new ListedTokens(List.of())));
    new StageRun(empty, run, directory, console).execute();
    InputException refused = assertThrows(InputException.class, () -> train(out, run));
    assertTrue(refused.toString().contains("holds no tokens to train on"));
  }
}
