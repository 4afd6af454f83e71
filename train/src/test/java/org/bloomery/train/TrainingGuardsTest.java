package org.bloomery.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.RankException;
import org.bloomery.artifact.StoppedException;
import org.bloomery.artifact.run.SpikeSettings;
import org.bloomery.train.checkpoint.TrainingState;
import org.bloomery.train.data.ListedTokens;
import org.bloomery.train.data.SampleOrder;
import org.bloomery.train.guard.SkippedSteps.Range;
import org.bloomery.train.guard.Switches;
import org.bloomery.train.optim.LossScale;
import org.bloomery.train.schedule.LearningRate;
import org.bloomery.train.schedule.Portions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the loop does about spikes, numbers that are not finite, and switches.
class TrainingGuardsTest {
  private static final int VOCABULARY = 11;
  private static final int STEPS = 80;
  private static final int DAMAGING = 39; // counted from 0: the 40th step
  private static final ListedTokens TEXT = noisy();

  @TempDir Path folder;
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  /// Tokens that mostly count up: learnable, but never without loss.
  private static ListedTokens noisy() {
    Random random = new Random(5);
    List<int[]> list = new ArrayList<>();
    for (int d = 0; d < 60; d++) {
      int[] tokens = new int[90];
      for (int t = 1; t < tokens.length; t++) {
        tokens[t] =
            random.nextInt(5) == 0 ? random.nextInt(VOCABULARY) : (tokens[t - 1] + 1) % VOCABULARY;
      }
      list.add(tokens);
    }
    return new ListedTokens(list);
  }

  private static TrainingPlan plan(SpikeSettings spike) {
    return plan(spike, "fp64");
  }

  private static TrainingPlan plan(SpikeSettings spike, String precision) {
    return new TrainingPlan(
        Portions.constant(STEPS, 6, 8),
        2,
        8,
        new LearningRate(0.1, 0.01, 12, 6 * STEPS),
        1.0,
        20,
        3,
        2,
        0,
        spike,
        42,
        precision,
        "settings");
  }

  private TrainingLoop loop(Path into, TrainingPlan plan, Learner learner) {
    return new TrainingLoop(
        plan,
        learner,
        new SampleOrder(TEXT, "text", 8, 6 * STEPS, 42),
        List.of(HeldOutSet.cut("xx", TEXT, 8, 4)),
        into,
        new Console(new PrintStream(shown, true, StandardCharsets.UTF_8), false, "train"),
        new Switches(folder),
        () -> {});
  }

  private TrainingLoop.Outcome run(Path into, SpikeSettings spike, Learner learner, long last)
      throws IOException {
    return run(into, plan(spike), learner, last);
  }

  private TrainingLoop.Outcome run(Path into, TrainingPlan plan, Learner learner, long last)
      throws IOException {
    try (TrainingLoop loop = loop(into, plan, learner)) {
      return loop.run(last);
    }
  }

  private static List<JsonNode> log(Path into) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(into.resolve("log.jsonl"))) {
      lines.add(Json.MAPPER.readTree(line));
    }
    return lines;
  }

  private String shown() {
    return shown.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aSpikeThatLastsIsRolledBackAndItsDataSkipped() throws IOException {
    Path spiked = folder.resolve("spiked");
    Learner learner = new BigramLearner(VOCABULARY, -1, DAMAGING);
    TrainingLoop.Outcome outcome = run(spiked, Spikes.ROLLBACK, learner, STEPS);
    List<Range> skipped = outcome.skipped().ranges();
    assertEquals(1, skipped.size(), skipped.toString());
    assertTrue(
        skipped.getFirst().first() <= DAMAGING + 1 && DAMAGING + 1 <= skipped.getFirst().last(),
        skipped.toString());
    List<JsonNode> log = log(spiked);
    assertEquals(STEPS, log.size());
    for (int i = 0; i < STEPS; i++) {
      assertEquals(i + 1, log.get(i).get("step").asInt());
      boolean inside = skipped.getFirst().first() <= i + 1 && i + 1 <= skipped.getFirst().last();
      assertEquals(inside, log.get(i).has("skipped"), "step " + (i + 1));
    }
    Path calm = folder.resolve("calm");
    run(calm, Spikes.ROLLBACK, new BigramLearner(VOCABULARY), STEPS);
    double here = log.getLast().get("loss").asDouble();
    assertEquals(log(calm).getLast().get("loss").asDouble(), here, 0.1);
    assertTrue(shown().contains("loss spike from step 4"), shown());
    assertTrue(shown().contains("are skipped: spike of the loss"), shown());
  }

  @Test
  void aRunKilledAnywhereAroundASpikeEndsWithTheSameBytes() throws IOException {
    Path whole = folder.resolve("whole");
    run(whole, Spikes.ROLLBACK, new BigramLearner(VOCABULARY, -1, DAMAGING), STEPS);
    for (int stop : new int[] {38, 40, 41, 42, 43, 44, 45, 46, 50, 79}) {
      Path killed = folder.resolve("killed" + stop);
      run(killed, Spikes.ROLLBACK, new BigramLearner(VOCABULARY, -1, DAMAGING), stop);
      run(killed, Spikes.ROLLBACK, new BigramLearner(VOCABULARY, -1, DAMAGING), STEPS);
      Folders.assertSameBytes(whole, killed);
    }
  }

  @Test
  void waitingOnlyNamesTheSpike() throws IOException {
    run(folder, Spikes.WAIT, new BigramLearner(VOCABULARY, -1, DAMAGING), STEPS);
    assertTrue(log(folder).stream().noneMatch(line -> line.has("skipped")));
    assertTrue(shown().contains("loss spike from step 4"), shown());
  }

  @Test
  void aStepWithoutAFiniteLossIsSkippedAndNamed() throws IOException {
    Path poisoned = folder.resolve("poisoned");
    run(poisoned, Spikes.ROLLBACK, new BigramLearner(VOCABULARY, 20), STEPS);
    JsonNode line = log(poisoned).get(20);
    assertEquals("the loss of step 21 is NaN", line.get("skipped").asText());
    assertTrue(Double.isFinite(log(poisoned).getLast().get("loss").asDouble()));
    TrainingState state =
        Json.read(poisoned.resolve("checkpoints/step-000080/state.json"), TrainingState.class);
    assertEquals(
        List.of(new Range(21, 21, "the loss of step 21 is NaN")), state.skipped().ranges());
    Path killed = folder.resolve("killed");
    run(killed, Spikes.ROLLBACK, new BigramLearner(VOCABULARY, 20), 22);
    run(killed, Spikes.ROLLBACK, new BigramLearner(VOCABULARY, 20), STEPS);
    Folders.assertSameBytes(poisoned, killed);
  }

  @Test
  void trainingGivesUpWhenItSkipsAgainAndAgain() {
    SpikeSettings once = new SpikeSettings(SpikeSettings.Policy.ROLLBACK, 16, 8, 4, 1, 3, 1);
    Learner learner = new BigramLearner(VOCABULARY, 20, DAMAGING);
    RankException given =
        assertThrows(RankException.class, () -> run(folder, once, learner, STEPS));
    assertTrue(given.getMessage().contains("has skipped data 1 times"), given.getMessage());
  }

  /// Its gradients overflow when the loss is scaled by more than 600.
  private static Learner narrow() {
    return new BigramLearner(VOCABULARY) {
      private double scale;

      @Override
      public double addGradients(MicroBatch batch, double weight) {
        scale = 3 * weight;
        return super.addGradients(batch, weight);
      }

      @Override
      public double clipGradient(double largest) {
        double norm = super.clipGradient(largest);
        return scale > 600 ? Double.POSITIVE_INFINITY : norm;
      }
    };
  }

  @Test
  void anOverflowLowersTheLossScaleAndLeavesTheStepOut() throws IOException {
    Path half = folder.resolve("half");
    run(half, plan(Spikes.WAIT, "fp16"), narrow(), STEPS);
    List<JsonNode> log = log(half);
    assertEquals(
        List.of("4096", "4096", "2048", "1024"),
        log.stream()
            .filter(line -> line.has("skipped"))
            .map(line -> line.get("skipped").asText().replaceFirst(".* ", ""))
            .toList());
    TrainingState state =
        Json.read(half.resolve("checkpoints/step-000080/state.json"), TrainingState.class);
    assertEquals(new LossScale(512, STEPS - 4, 1), state.lossScale());
    Path killed = folder.resolve("killed");
    run(killed, plan(Spikes.WAIT, "fp16"), narrow(), 5);
    run(killed, plan(Spikes.WAIT, "fp16"), narrow(), STEPS);
    Folders.assertSameBytes(half, killed);
  }

  @Test
  void theStopFileEndsTrainingAfterACheckpointAndKeepsItFromStarting() throws IOException {
    Path whole = folder.resolve("whole");
    run(whole, Spikes.WAIT, new BigramLearner(VOCABULARY), STEPS);
    Path stopped = folder.resolve("stopped");
    run(stopped, Spikes.WAIT, new BigramLearner(VOCABULARY), 10);
    Path file = folder.resolve("training.stop");
    Learner stopping =
        new BigramLearner(VOCABULARY) {
          @Override
          public void update(double learningRate) {
            super.update(learningRate);
            try {
              Files.writeString(file, "");
            } catch (IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          }
        };
    StoppedException end =
        assertThrows(StoppedException.class, () -> run(stopped, Spikes.WAIT, stopping, STEPS));
    assertEquals(130, end.exitCode());
    assertTrue(
        end.getMessage().contains("stopped after step 10, which is saved"), end.getMessage());
    assertTrue(Files.exists(stopped.resolve("checkpoints/step-000010")));
    Learner refused = new BigramLearner(VOCABULARY);
    assertThrows(StoppedException.class, () -> run(stopped, Spikes.WAIT, refused, STEPS));
    Files.delete(file);
    run(stopped, Spikes.WAIT, new BigramLearner(VOCABULARY), STEPS);
    Folders.assertSameBytes(whole, stopped);
  }

  @Test
  void theSaveFileMakesACheckpointAtOnce() throws IOException {
    Path file = folder.resolve("training.save");
    Files.writeString(file, "");
    run(folder, Spikes.WAIT, new BigramLearner(VOCABULARY), 1);
    assertFalse(Files.exists(file));
    assertTrue(Files.exists(folder.resolve("checkpoints/step-000001")));
  }
}
