package org.bloomery.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.RankException;
import org.bloomery.artifact.run.SpikeSettings;
import org.bloomery.artifact.stage.StageMain;
import org.bloomery.tensor.Precision;
import org.bloomery.train.checkpoint.TrainingState;
import org.bloomery.train.guard.SkippedSteps.Range;
import org.bloomery.train.guard.StallWatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What can go wrong in a long training, brought about in the real engine: each fault is noticed,
/// named, and handled as the run file says. A kill while a checkpoint is written has
/// `checkpoint.InjectedKillsTest`, shards that change have `ChangedShardsTest`; the house's
/// `InjectedFaultsTest` does the same through the command.
class InjectedFaultsTest {
  private static final int SEQUENCE = 16;
  private static final int STEPS = 8;
  private static final SpikeSettings ROLLBACK =
      new SpikeSettings(SpikeSettings.Policy.ROLLBACK, 16, 8, 4, 1, 8, 2);

  @TempDir Path folder;

  private static Learner learner() {
    return TinyTraining.learner(Precision.FP32, SEQUENCE, 0, false);
  }

  private static TrainingPlan plan() {
    return TinyTraining.plan(STEPS, SEQUENCE, Spikes.WAIT);
  }

  private Path undisturbed(TrainingPlan plan) throws IOException {
    Path whole = folder.resolve("undisturbed");
    TinyTraining.run(whole, plan, learner(), plan.steps());
    return whole;
  }

  // A loss that is not a number.

  /// From step `first` to step `last`, losses and gradients are `factor` times what they are.
  private static Learner scaled(int first, int last, double factor) {
    return new FaultyLearner(learner()) {
      @Override
      public double addGradients(MicroBatch batch, double weight) {
        boolean faulty = first <= batch.step() + 1 && batch.step() + 1 <= last;
        double by = faulty ? factor : 1;
        return by * super.addGradients(batch, by * weight);
      }
    };
  }

  @Test
  void aLossThatIsNotANumberEndsTrainingBeforeItReachesTheWeights() throws IOException {
    Path poisoned = folder.resolve("poisoned");
    RankException named =
        assertThrows(
            RankException.class,
            () -> TinyTraining.run(poisoned, plan(), scaled(5, 5, Double.NaN), STEPS));
    assertEquals(6, named.exitCode());
    String said = String.valueOf(named.getMessage());
    assertTrue(said.contains("The loss of step 5 is NaN; the weights were not touched"), said);
    assertTrue(said.contains("samples 32 to 39 are the suspects"), said);
    TinyTraining.run(poisoned, plan(), learner(), STEPS); // the fault has gone: nothing was lost
    Folders.assertSameBytes(undisturbed(plan()), poisoned);
  }

  @Test
  void underRollbackALossThatIsNotANumberIsSkippedAndTheLedgerIsSaved() throws IOException {
    TrainingPlan plan = TinyTraining.plan(STEPS, SEQUENCE, ROLLBACK);
    String shown = TinyTraining.run(folder, plan, scaled(5, 5, Double.NaN), STEPS);
    assertTrue(shown.contains("steps 5 to 5 are skipped: the loss of step 5 is NaN"), shown);
    List<JsonNode> log = TinyTraining.log(folder);
    assertEquals("the loss of step 5 is NaN", log.get(4).get("skipped").asText());
    assertTrue(Double.isFinite(log.get(STEPS - 1).get("loss").asDouble()));
    assertEquals(List.of(new Range(5, 5, "the loss of step 5 is NaN")), ledger(folder, STEPS));
  }

  private static List<Range> ledger(Path run, int step) {
    return Json.read(
            run.resolve("checkpoints/step-%06d/state.json".formatted(step)), TrainingState.class)
        .skipped()
        .ranges();
  }

  // A spike of a hundred times the loss and the gradient.

  @Test
  void aSpikeThatHealsIsNamedAndWaitedOut() throws IOException {
    TrainingPlan plan = TinyTraining.plan(40, SEQUENCE, Spikes.WAIT);
    String shown = TinyTraining.run(folder, plan, scaled(30, 32, 100), 40);
    assertTrue(shown.contains("loss spike from step 30 on: loss "), shown);
    assertTrue(shown.contains("the spike of step 30 is over"), shown);
    List<JsonNode> log = TinyTraining.log(folder);
    assertTrue(log.stream().noneMatch(line -> line.has("skipped")));
    assertEquals("{\"event\":\"begins\",\"since\":30}", log.get(30).get("spike").toString());
    assertEquals("{\"event\":\"healed\",\"since\":30}", log.get(33).get("spike").toString());
  }

  @Test
  void aSpikeThatLastsIsRolledBackAndItsDataSkippedInAnyInterruptedRunAlike() throws IOException {
    TrainingPlan plan = TinyTraining.plan(45, SEQUENCE, ROLLBACK);
    Path whole = folder.resolve("whole");
    String shown = TinyTraining.run(whole, plan, scaled(30, 37, 100), 45);
    assertTrue(shown.contains("the spike of step 30 has lasted 4 steps"), shown);
    assertTrue(shown.contains("goes on after step 27 of 45"), shown);
    assertEquals(
        List.of(new Range(29, 37, "spike of the loss from step 30 on")), ledger(whole, 45));
    List<JsonNode> log = TinyTraining.log(whole);
    assertEquals(9, log.stream().filter(line -> line.has("skipped")).count());
    assertTrue(log.getLast().get("loss").asDouble() < log.get(27).get("loss").asDouble());
    Path killed = folder.resolve("killed");
    TinyTraining.run(killed, plan, scaled(30, 37, 100), 32);
    TinyTraining.run(killed, plan, scaled(30, 37, 100), 39);
    TinyTraining.run(killed, plan, scaled(30, 37, 100), 45);
    Folders.assertSameBytes(whole, killed);
  }

  // A damaged checkpoint.

  /// What may happen to a file.
  enum Damage {
    CUT_SHORT {
      @Override
      void to(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
      }
    },
    EMPTIED {
      @Override
      void to(Path file) throws IOException {
        Files.write(file, new byte[0]);
      }
    },
    ONE_BIT_FLIPPED {
      @Override
      void to(Path file) throws IOException {
        Folders.flipABit(file, Files.size(file) * 2 / 3);
      }
    },
    GONE {
      @Override
      void to(Path file) throws IOException {
        Files.delete(file);
      }
    };

    abstract void to(Path file) throws IOException;
  }

  private static final List<String> FILES =
      List.of("weights.safetensors", "optimiser.safetensors", "state.json", "digests.json");

  @ParameterizedTest
  @EnumSource(Damage.class)
  void aDamagedCheckpointIsNamedAndTheOneBeforeIsTaken(Damage damage) throws IOException {
    Path whole = undisturbed(plan());
    for (String file : FILES) {
      Path run = folder.resolve(file);
      TinyTraining.run(run, plan(), learner(), 7);
      damage.to(run.resolve("checkpoints/step-000006").resolve(file));
      String shown = TinyTraining.run(run, plan(), learner(), STEPS);
      String sentence =
          shown.lines().filter(line -> line.contains("is tried")).findFirst().orElse("");
      assertTrue(sentence.contains("step-000006/" + file), shown);
      assertTrue(sentence.endsWith("; the checkpoint before it is tried"), shown);
      assertTrue(shown.contains("goes on after step 3 of 8"), shown);
      Folders.assertSameBytes(whole, run);
    }
  }

  @Test
  void withoutAWholeCheckpointTrainingRefusesInsteadOfStartingOver() throws IOException {
    TinyTraining.run(folder, plan(), learner(), 7);
    for (String step : List.of("3", "6")) {
      Damage.ONE_BIT_FLIPPED.to(
          folder.resolve("checkpoints/step-00000" + step + "/weights.safetensors"));
    }
    ArtifactException refused =
        assertThrows(
            ArtifactException.class, () -> TinyTraining.run(folder, plan(), learner(), STEPS));
    assertEquals(4, refused.exitCode());
    assertTrue(refused.toString().contains("delete that folder to train from the start"));
  }

  // A full disk.

  /// `/dev/full` is a file on which the kernel finds no room, ever. The writers write beside their
  /// target first; there a link leads them to it, so that the device itself is never replaced.
  @ParameterizedTest
  @ValueSource(
      strings = {"weights.safetensors.partial", "optimiser.safetensors.partial", "state.json.tmp"})
  @EnabledOnOs(OS.LINUX)
  void aFullDiskEndsTrainingAndTheOlderCheckpointsStay(String written) throws IOException {
    Path run = folder.resolve("full");
    Learner learner =
        new FaultyLearner(learner()) {
          @Override
          public void saveWeights(Path file) throws IOException {
            if (file.toString().contains("step-000006")) {
              Files.createSymbolicLink(file.resolveSibling(written), Path.of("/dev/full"));
            }
            super.saveWeights(file);
          }
        };
    IOException full =
        assertThrows(IOException.class, () -> TinyTraining.run(run, plan(), learner, STEPS));
    assertTrue(String.valueOf(full.getMessage()).contains("No space left on device"));
    assertEquals(5, StageMain.report("train", full));
    assertFalse(Files.exists(run.resolve("checkpoints/step-000006")));
    String shown = TinyTraining.run(run, plan(), learner(), STEPS);
    assertTrue(shown.contains("goes on after step 3 of 8"), shown);
    Folders.assertSameBytes(undisturbed(plan()), run);
  }

  // A step that hangs.

  @Test
  void aHungStepIsNamedAndTheStacksSayWhere() throws IOException {
    BlockingQueue<String> said = new LinkedBlockingQueue<>();
    Path dump = folder.resolve("measured/stall.txt");
    try (StallWatch watch = new StallWatch(Duration.ofSeconds(2), dump, said::add)) {
      Learner hanging =
          new FaultyLearner(learner()) {
            @Override
            public void update(double learningRate) {
              super.update(learningRate);
              if (groupSteps().containsValue(4L)) {
                hang(said);
              }
            }
          };
      TinyTraining.run(
          folder, plan(), hanging, STEPS, TinyTraining.TEXT, Clock.systemUTC(), watch::beat);
    }
    String stacks = Files.readString(dump);
    assertTrue(stacks.contains("InjectedFaultsTest.hang"), stacks);
    assertTrue(stacks.contains("TrainingLoop.step"), stacks);
  }

  /// Hangs until the watch has spoken.
  private static void hang(BlockingQueue<String> said) {
    try {
      String sentence = said.take();
      assertTrue(sentence.contains("nothing got on for 2 seconds (train.stallSeconds)"), sentence);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  // A clock that jumps.

  /// Years forward and back, every time that it is asked.
  private static final class JumpingClock extends Clock {
    private long asked;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      asked++;
      return Instant.parse("2026-01-01T00:00:00Z")
          .plus(Duration.ofDays(asked % 2 == 0 ? 400 * asked : -400 * asked));
    }
  }

  @Test
  void aClockThatJumpsChangesNeitherTheResultNorARate() throws IOException {
    Path jumped = folder.resolve("jumped");
    Clock clock = new JumpingClock();
    for (int last : new int[] {4, STEPS}) { // interrupted, so that the newest checkpoint is sought
      TinyTraining.run(jumped, plan(), learner(), last, TinyTraining.TEXT, clock, () -> {});
    }
    Folders.assertSameBytes(undisturbed(plan()), jumped);
    List<String> steps = Files.readAllLines(jumped.resolve("measured/steps.jsonl"));
    assertEquals(STEPS, steps.size());
    for (String line : steps) {
      double seconds = Json.MAPPER.readTree(line).get("seconds").asDouble();
      assertTrue(0 < seconds && seconds < 600, line);
    }
    JsonNode energy = Json.read(jumped.resolve("measured/energy.json"), JsonNode.class);
    assertTrue(energy.get("seconds").asDouble() < 600, energy.toString());
  }
}
