package org.bloomery.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Json;
import org.bloomery.model.BloomModel;
import org.bloomery.model.BloomShape;
import org.bloomery.tensor.Precision;
import org.bloomery.tensor.Workers;
import org.bloomery.train.data.ListedTokens;
import org.bloomery.train.data.SampleOrder;
import org.bloomery.train.guard.Switches;
import org.bloomery.train.optim.AdamW;
import org.bloomery.train.optim.MomentStore;
import org.bloomery.train.schedule.LearningRate;
import org.bloomery.train.schedule.Portions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The loop over the real engine.
class BloomTrainingTest {
  private static final int SEQUENCE = 16;

  /// A few sentences over and over, as bytes: what a model learns by heart in a hundred steps.
  private static final ListedTokens TEXT =
      bytes(
          "Der Ofen glüht, das Eisen fließt. ",
          "Le four rougeoie, le fer coule. ",
          "The furnace glows, the iron flows. ",
          "El horno arde, el hierro corre. ");

  @TempDir Path folder;

  private static ListedTokens bytes(String... sentences) {
    List<int[]> documents = new ArrayList<>();
    for (String sentence : sentences) {
      byte[] bytes = sentence.repeat(3).getBytes(StandardCharsets.UTF_8);
      int[] tokens = new int[bytes.length];
      for (int i = 0; i < tokens.length; i++) {
        tokens[i] = Byte.toUnsignedInt(bytes[i]);
      }
      documents.add(tokens);
    }
    return new ListedTokens(documents);
  }

  private static TrainingPlan plan(long steps, double peak) {
    return plan(steps, peak, "test");
  }

  private static TrainingPlan plan(long steps, double peak, String precision) {
    return new TrainingPlan(
        Portions.constant(steps, 8, SEQUENCE),
        4,
        SEQUENCE,
        new LearningRate(peak, peak / 10, 8 * steps / 10, 8 * steps),
        1.0,
        40,
        steps > 10 ? 1000 : 3,
        2,
        0,
        Spikes.WAIT,
        7,
        precision,
        "settings");
  }

  private static Learner learner(Precision precision, double dropout, boolean recompute) {
    return learner(precision, dropout, recompute, MomentStore.inMemory());
  }

  private static Learner learner(
      Precision precision, double dropout, boolean recompute, MomentStore moments) {
    BloomShape shape = new BloomShape(256, 32, 2, 4, SEQUENCE, 1e-5, dropout);
    BloomModel model = BloomModel.create(shape, 0.05, precision, 7);
    AdamW optimiser = new AdamW(model.store(), 0.9, 0.95, 1e-8, 0.1, moments);
    return new BloomLearner(model, optimiser, Workers.start(2), recompute, 7);
  }

  private static void train(Path into, TrainingPlan plan, Learner learner, long lastStep)
      throws IOException {
    Console console =
        new Console(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
            false,
            "train");
    try (learner;
        TrainingLoop loop =
            new TrainingLoop(
                plan,
                learner,
                new SampleOrder(TEXT, "text", SEQUENCE, plan.samples(plan.steps()), 7),
                List.of(HeldOutSet.cut("de", TEXT, SEQUENCE, 4)),
                into,
                console,
                new Switches(into),
                () -> {})) {
      loop.run(lastStep);
    }
  }

  private static double[] losses(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve("log.jsonl")).stream()
        .mapToDouble(BloomTrainingTest::loss)
        .toArray();
  }

  private static double loss(String line) {
    try {
      return Json.MAPPER.readTree(line).get("loss").asDouble();
    } catch (IOException e) {
      throw new IllegalStateException(line, e);
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void resumedIsUninterruptedBitForBit(Precision precision) throws IOException {
    TrainingPlan plan = plan(8, 0.01, precision.settingName());
    Path whole = folder.resolve("whole");
    Path stopped = folder.resolve("stopped");
    train(whole, plan, learner(precision, 0.1, false), 8);
    train(stopped, plan, learner(precision, 0.1, false), 2); // before the first checkpoint
    train(stopped, plan, learner(precision, 0.1, false), 5); // two steps after it
    train(stopped, plan, learner(precision, 0.1, true), 8); // with recomputation
    Folders.assertSameBytes(whole, stopped);
  }

  @Test
  void recomputationDoesNotChangeABit() throws IOException {
    TrainingPlan plan = plan(6, 0.01);
    train(folder.resolve("kept"), plan, learner(Precision.FP32, 0.1, false), 6);
    train(folder.resolve("again"), plan, learner(Precision.FP32, 0.1, true), 6);
    Folders.assertSameBytes(folder.resolve("kept"), folder.resolve("again"));
  }

  @Test
  void momentsOnDiskChangeNotABitAndLeaveNoFile() throws IOException {
    TrainingPlan plan = plan(6, 0.01);
    train(folder.resolve("memory"), plan, learner(Precision.FP32, 0, false), 6);
    Path disk = folder.resolve("disk");
    MomentStore mapped = MomentStore.onDisk(disk.resolve("measured"));
    train(disk, plan, learner(Precision.FP32, 0, false, mapped), 6);
    Folders.assertSameBytes(folder.resolve("memory"), disk);
    try (Stream<Path> files = Files.list(disk.resolve("measured"))) {
      assertTrue(files.noneMatch(file -> file.toString().endsWith(".map")));
    }
  }

  @Test
  void learnsASmallTextByHeart() throws IOException {
    train(folder, plan(200, 0.02), learner(Precision.FP32, 0, false), 200);
    double[] losses = losses(folder);
    assertEquals(Math.log(256), losses[0], 0.3);
    assertTrue(losses[199] < 0.6, "loss after 200 steps: " + losses[199]);
  }

  @Test
  void sixteenBitFloatsWithAScaledLossLearnNearlyAsWell() throws IOException {
    Path half = folder.resolve("half");
    train(half, plan(60, 0.02, "fp16"), learner(Precision.FP16, 0, false), 60);
    Path full = folder.resolve("full");
    train(full, plan(60, 0.02), learner(Precision.FP32, 0, false), 60);
    assertEquals(losses(full)[0], losses(half)[0], 0.01);
    assertEquals(losses(full)[59], losses(half)[59], 0.1);
  }

  /// Law 6: a refactoring does not move a loss. Recorded by this test with
  /// `-Dbloomery.record=true`.
  @Test
  void theLossCurveInDoublePrecisionIsTheRecordedOne() throws IOException {
    train(folder, plan(30, 0.01), learner(Precision.FP64, 0.1, false), 30);
    double[] losses = losses(folder);
    if (Boolean.getBoolean("bloomery.record")) {
      Path golden = Path.of("src/test/resources/loss-curve-fp64.json");
      Files.writeString(golden, Json.MAPPER.writeValueAsString(losses) + "\n");
    }
    JsonNode golden =
        Json.MAPPER.readTree(
            Objects.requireNonNull(
                BloomTrainingTest.class.getResourceAsStream("/loss-curve-fp64.json")));
    assertArrayEquals(Json.MAPPER.convertValue(golden, double[].class), losses, 1e-9);
  }
}
