package org.bloomery.train;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.run.SpikeSettings;
import org.bloomery.model.BloomModel;
import org.bloomery.model.BloomShape;
import org.bloomery.tensor.Precision;
import org.bloomery.tensor.Workers;
import org.bloomery.train.data.ListedTokens;
import org.bloomery.train.data.SampleOrder;
import org.bloomery.train.data.TokenSet;
import org.bloomery.train.guard.Switches;
import org.bloomery.train.optim.AdamW;
import org.bloomery.train.optim.MomentStore;
import org.bloomery.train.schedule.LearningRate;
import org.bloomery.train.schedule.Portions;

/// Runs of the loop over a few sentences, for tests of the real engine.
final class TinyTraining {
  /// A few sentences over and over, as bytes: what a model learns by heart in a hundred steps.
  static final ListedTokens TEXT =
      bytes(
          "Der Ofen glüht, das Eisen fließt. ",
          "Le four rougeoie, le fer coule. ",
          "The furnace glows, the iron flows. ",
          "El horno arde, el hierro corre. ");

  private TinyTraining() {}

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

  /// A model of two layers over bytes, with its optimiser.
  static Learner learner(Precision precision, int sequence, double dropout, boolean recompute) {
    return learner(precision, sequence, dropout, recompute, MomentStore.inMemory());
  }

  static Learner learner(
      Precision precision, int sequence, double dropout, boolean recompute, MomentStore moments) {
    BloomModel model = BloomModel.create(shape(sequence, dropout), 0.05, precision, 7);
    AdamW optimiser = new AdamW(model.store(), 0.9, 0.95, 1e-8, 0.1, moments);
    return new BloomLearner(model, optimiser, Workers.start(2), recompute, 7);
  }

  static BloomShape shape(int sequence, double dropout) {
    return new BloomShape(256, 32, 2, 4, sequence, 1e-5, dropout);
  }

  /// A plan of batches of eight, with a checkpoint every three steps, or twenty in a long run.
  static TrainingPlan plan(long steps, int sequence, SpikeSettings spike) {
    return new TrainingPlan(
        Portions.constant(steps, 8, sequence),
        4,
        sequence,
        new LearningRate(0.01, 0.001, 8 * steps / 10, 8 * steps),
        1.0,
        40,
        (int) Math.max(3, steps / 20),
        2,
        0,
        spike,
        7,
        "fp32",
        "settings");
  }

  /// Trains on [#TEXT] up to `lastStep` and closes the learner.
  ///
  /// @return what was shown
  static String run(Path into, TrainingPlan plan, Learner learner, long lastStep)
      throws IOException {
    return run(into, plan, learner, lastStep, TEXT, Clock.systemUTC(), () -> {});
  }

  /// The same on another text, by another clock, or watched.
  static String run(
      Path into,
      TrainingPlan plan,
      Learner learner,
      long lastStep,
      TokenSet text,
      Clock clock,
      Runnable beat)
      throws IOException {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    Console console =
        new Console(new PrintStream(shown, true, StandardCharsets.UTF_8), false, "train");
    int sequence = plan.sequence();
    try (learner;
        TrainingLoop loop =
            new TrainingLoop(
                plan,
                learner,
                new SampleOrder(text, "text", sequence, plan.samples(plan.steps()), 7),
                List.of(HeldOutSet.cut("de", text, sequence, 4)),
                into,
                console,
                new Switches(into),
                beat,
                clock)) {
      loop.run(lastStep);
    }
    return shown.toString(StandardCharsets.UTF_8);
  }

  /// The losses in the log of a run.
  static double[] losses(Path folder) throws IOException {
    return log(folder).stream().mapToDouble(line -> line.get("loss").asDouble()).toArray();
  }

  /// The lines in the log of a run.
  static List<JsonNode> log(Path folder) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("log.jsonl"))) {
      lines.add(Json.MAPPER.readTree(line));
    }
    return lines;
  }
}
