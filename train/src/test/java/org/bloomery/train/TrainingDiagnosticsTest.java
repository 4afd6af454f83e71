package org.bloomery.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Json;
import org.bloomery.model.BloomModel;
import org.bloomery.model.BloomShape;
import org.bloomery.tensor.Precision;
import org.bloomery.tensor.Workers;
import org.bloomery.train.data.ListedTokens;
import org.bloomery.train.data.SampleOrder;
import org.bloomery.train.gauge.Gauges;
import org.bloomery.train.gauge.Profile;
import org.bloomery.train.guard.Switches;
import org.bloomery.train.optim.AdamW;
import org.bloomery.train.optim.MomentStore;
import org.bloomery.train.schedule.LearningRate;
import org.bloomery.train.schedule.Portions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is measured during training, against the engine asked directly.
class TrainingDiagnosticsTest {
  private static final int SEQUENCE = 16;
  private static final ListedTokens TEXT = text();

  @TempDir Path folder;

  private static ListedTokens text() {
    List<int[]> documents = new ArrayList<>();
    for (int d = 0; d < 12; d++) {
      int[] tokens = new int[60];
      for (int t = 0; t < tokens.length; t++) {
        tokens[t] = (d * d + t * (d % 5 + 1)) % 90;
      }
      documents.add(tokens);
    }
    return new ListedTokens(documents);
  }

  private static TrainingPlan plan(int batch, String precision) {
    LearningRate rate = new LearningRate(0.01, 0.001, 8, 48);
    return new TrainingPlan(
        Portions.constant(6, batch, SEQUENCE),
        2,
        SEQUENCE,
        rate,
        0.5,
        3,
        4,
        2,
        0,
        Spikes.WAIT,
        7,
        precision,
        "settings");
  }

  private static BloomLearner learner(Precision precision) {
    BloomShape shape = new BloomShape(90, 32, 2, 4, SEQUENCE, 1e-5, 0.1);
    BloomModel model = BloomModel.create(shape, 0.05, precision, 7);
    AdamW optimiser = new AdamW(model.store(), 0.9, 0.95, 1e-8, 0.1, MomentStore.inMemory());
    return new BloomLearner(model, optimiser, Workers.start(2), false, 7);
  }

  /// The same learner, which lets nothing be read.
  private static Learner silent(Learner learner) {
    return (Learner)
        Proxy.newProxyInstance(
            Learner.class.getClassLoader(),
            new Class<?>[] {Learner.class},
            (_, method, arguments) ->
                method.getName().equals("gauges")
                    ? Optional.empty()
                    : method.invoke(learner, arguments));
  }

  private static SampleOrder samples(TrainingPlan plan) {
    return new SampleOrder(TEXT, "text", SEQUENCE, plan.samples(plan.steps()), 7);
  }

  private static void train(Path into, TrainingPlan plan, Learner learner) throws IOException {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    try (learner;
        TrainingLoop loop =
            new TrainingLoop(
                plan,
                learner,
                samples(plan),
                List.of(HeldOutSet.cut("de", TEXT, SEQUENCE, 4)),
                into,
                new Console(nowhere, false, "train"),
                new Switches(into),
                () -> {})) {
      loop.run(plan.steps());
    }
  }

  private static List<JsonNode> lines(Path file) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      lines.add(Json.MAPPER.readTree(line));
    }
    return lines;
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void measuringDoesNotChangeABit(Precision precision) throws IOException {
    TrainingPlan plan = plan(8, precision.settingName());
    Path seen = folder.resolve("seen");
    Path unseen = folder.resolve("unseen");
    train(seen, plan, learner(precision));
    train(unseen, plan, silent(learner(precision)));
    Folders.assertSameBytes(seen, unseen);
    assertTrue(lines(seen.resolve("measured/steps.jsonl")).getFirst().has("noise"));
    assertFalse(lines(unseen.resolve("measured/steps.jsonl")).getFirst().has("noise"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Precision.class,
      names = {"FP64", "FP16"})
  void theNoiseIsTakenFromTheGradientOfOneMicroBatchAlone(Precision precision) throws IOException {
    TrainingPlan plan = plan(8, precision.settingName());
    train(folder, plan, learner(precision));
    JsonNode noise = lines(folder.resolve("measured/steps.jsonl")).getFirst().get("noise");
    double norm = lines(folder.resolve("log.jsonl")).getFirst().get("gradientNorm").asDouble();
    assertEquals(2, noise.get("small").asInt());
    assertEquals(8, noise.get("big").asInt());
    assertEquals(norm * norm, noise.get("bigSquare").asDouble(), 1e-12 * norm * norm);
    try (BloomLearner fresh = learner(Precision.FP64)) {
      int[] tokens = new int[2 * (SEQUENCE + 1)];
      samples(plan).read(0, tokens, 0);
      samples(plan).read(1, tokens, SEQUENCE + 1);
      fresh.addGradients(new MicroBatch(tokens, 2, SEQUENCE, 0, 0), 1);
      double expected = fresh.gauges().map(Gauges::gradientSquare).orElseThrow();
      double tolerance = precision == Precision.FP64 ? 1e-12 : 0.02;
      assertEquals(1, noise.get("smallSquare").asDouble() / expected, tolerance);
    }
  }

  @Test
  void aStepOfOneMicroBatchTellsNothingOfTheNoise() throws IOException {
    train(folder, plan(2, "fp32"), learner(Precision.FP32));
    for (JsonNode line : lines(folder.resolve("measured/steps.jsonl"))) {
      assertFalse(line.has("noise"));
      assertFalse(line.has("noiseScale"));
    }
  }

  @Test
  void theNormsOfAllLayersMakeTheNormOfTheWhole() throws IOException {
    train(folder, plan(8, "fp32"), learner(Precision.FP32));
    List<JsonNode> layers = lines(folder.resolve("measured/layers.jsonl"));
    assertEquals(2, layers.size(), "evaluations after the start");
    for (JsonNode line : layers) {
      int step = line.get("step").asInt();
      double gradient = 0;
      double weight = 0;
      for (JsonNode norms : line.get("layers")) {
        gradient = Math.hypot(gradient, norms.get("gradient").asDouble());
        weight = Math.hypot(weight, norms.get("weight").asDouble());
      }
      JsonNode log = lines(folder.resolve("log.jsonl")).get(step - 1);
      assertEquals(log.get("gradientNorm").asDouble(), gradient, 1e-6 * gradient);
      JsonNode measured = lines(folder.resolve("measured/steps.jsonl")).get(step - 1);
      assertEquals(measured.get("weightNorm").asDouble(), weight, 1e-6 * weight);
      assertTrue(line.get("layers").has("layer 01"));
      assertTrue(line.get("parameters").has("transformer.h.1.mlp.dense_4h_to_h.weight"));
    }
  }

  @Test
  void aProfileNamesEveryPartAndAddsUpToTheClock() throws IOException {
    BloomLearner learner = learner(Precision.FP32);
    learner.measure(Profile.measuring(2));
    train(folder.resolve("seen"), plan(8, "fp32"), learner);
    JsonNode profile = Json.read(folder.resolve("seen/measured/profile.json"), JsonNode.class);
    Set<String> parts = new HashSet<>();
    double sum = 0;
    for (JsonNode part : profile.get("parts")) {
      parts.add(part.get("part").asText());
      sum += part.get("share").asDouble();
    }
    Set<String> expected =
        Set.of("attention", "mlp", "residual", "embedding", "final norm", "head and loss");
    assertTrue(parts.containsAll(expected), parts.toString());
    assertTrue(parts.containsAll(Set.of("optimiser", "data", "checkpoints")), parts.toString());
    assertEquals(1, sum, 1e-9);
    train(folder.resolve("unseen"), plan(8, "fp32"), learner(Precision.FP32));
    assertFalse(Files.exists(folder.resolve("unseen/measured/profile.json")));
    Folders.assertSameBytes(folder.resolve("unseen"), folder.resolve("seen"));
  }
}
