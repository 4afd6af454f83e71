package org.bloomery.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.RankException;
import org.bloomery.artifact.run.BatchRamp;
import org.bloomery.artifact.run.CurriculumSettings;
import org.bloomery.train.data.ListedTokens;
import org.bloomery.train.data.SampleOrder;
import org.bloomery.train.guard.Switches;
import org.bloomery.train.schedule.LearningRate;
import org.bloomery.train.schedule.Portions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingLoopTest {
  private static final int VOCABULARY = 11;
  private static final ListedTokens TEXT = repetitive(40, 17);

  @TempDir Path folder;
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final Console console =
      new Console(new PrintStream(shown, true, StandardCharsets.UTF_8), false, "train");

  /// Documents that count up modulo the vocabulary, each in its own stride.
  private static ListedTokens repetitive(int documents, int length) {
    List<int[]> list = new java.util.ArrayList<>();
    for (int d = 0; d < documents; d++) {
      int[] tokens = new int[length];
      for (int t = 0; t < length; t++) {
        tokens[t] = (d + t) % VOCABULARY;
      }
      list.add(tokens);
    }
    return new ListedTokens(list);
  }

  private static TrainingPlan plan(String settingsDigest) {
    return new TrainingPlan(
        Portions.constant(20, 6, 8),
        2,
        8,
        new LearningRate(0.3, 0.03, 12, 120),
        1.0,
        4,
        3,
        2,
        0,
        Spikes.WAIT,
        42,
        "fp64",
        settingsDigest);
  }

  private TrainingLoop loop(Path into, TrainingPlan plan, Learner learner) {
    return new TrainingLoop(
        plan,
        learner,
        new SampleOrder(TEXT, "text", 8, plan.samples(plan.steps()), 42),
        List.of(
            HeldOutSet.cut("xx", repetitive(3, 30), 8, 4),
            HeldOutSet.cut("yy", repetitive(1, 6), 8, 4)),
        into,
        console,
        new Switches(folder),
        () -> {});
  }

  private void run(Path into, TrainingPlan plan, Learner learner, long lastStep)
      throws IOException {
    try (TrainingLoop loop = loop(into, plan, learner)) {
      loop.run(lastStep);
    }
  }

  private void run(Path into, TrainingPlan plan, Learner learner) throws IOException {
    run(into, plan, learner, plan.steps());
  }

  private List<JsonNode> lines(String name) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> lines = new java.util.ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve(name))) {
      lines.add(json.readTree(line));
    }
    return lines;
  }

  @Test
  void lossFallsAndEveryStepHasALine() throws IOException {
    run(folder, plan("a"), new BigramLearner(VOCABULARY));
    List<JsonNode> log = lines("log.jsonl");
    assertEquals(20, log.size());
    assertEquals(Math.log(VOCABULARY), log.getFirst().get("loss").asDouble(), 1e-12);
    assertTrue(log.getLast().get("loss").asDouble() < 0.3, log.getLast().toString());
    assertEquals(120, log.getLast().get("samples").asLong());
    assertEquals(960, log.getLast().get("tokens").asLong());
    assertEquals(0.03, log.getLast().get("learningRate").asDouble());
  }

  @Test
  void heldOutLossesAreMeasuredAtTheStartOnTheWayAndAtTheEnd() throws IOException {
    run(folder, plan("a"), new BigramLearner(VOCABULARY));
    List<JsonNode> log = lines("held-out.jsonl");
    assertEquals(
        List.of(0, 4, 8, 12, 16, 20), log.stream().map(l -> l.get("step").asInt()).toList());
    for (String language : List.of("xx", "yy")) {
      assertTrue(log.getLast().get("loss").get(language).asDouble() < 0.3);
    }
    String text = shown.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("held-out nats/token  at start  before  step 20  since start"), text);
  }

  @Test
  void aRunStoppedAnywhereGoesOnToTheSameBytes() throws IOException {
    Path whole = folder.resolve("whole");
    run(whole, plan("a"), new BigramLearner(VOCABULARY));
    for (int stop : new int[] {0, 1, 3, 10, 19, 20}) {
      Path stopped = folder.resolve("stopped" + stop);
      run(stopped, plan("a"), new BigramLearner(VOCABULARY), stop);
      BigramLearner again = new BigramLearner(VOCABULARY);
      run(stopped, plan("a"), again);
      assertEquals(20 - (stop == 20 ? 20 : stop / 3 * 3), again.updates);
      Folders.assertSameBytes(whole, stopped);
    }
  }

  @Test
  void aNewestCheckpointCutShortIsPassedOverWithASentence() throws IOException {
    Path whole = folder.resolve("whole");
    run(whole, plan("a"), new BigramLearner(VOCABULARY));
    Path stopped = folder.resolve("stopped");
    run(stopped, plan("a"), new BigramLearner(VOCABULARY), 10);
    Path weights = stopped.resolve("checkpoints/step-000009/weights.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    Files.write(weights, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    run(stopped, plan("a"), new BigramLearner(VOCABULARY));
    String text = shown.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("is cut short or grown"), text);
    assertTrue(text.contains("goes on after step 6 of 20"), text);
    Folders.assertSameBytes(whole, stopped);
  }

  @Test
  void aCheckpointOfOtherSettingsIsRefused() throws IOException {
    run(folder, plan("a"), new BigramLearner(VOCABULARY), 5);
    TrainingLoop other = loop(folder, plan("b"), new BigramLearner(VOCABULARY));
    ArtifactException refused = assertThrows(ArtifactException.class, other::run);
    assertTrue(refused.toString().contains("was made with other settings or other data"));
  }

  @Test
  void aLossThatIsNotFiniteStopsBeforeTheWeightsAreTouched() {
    BigramLearner learner = new BigramLearner(VOCABULARY, 7);
    RankException stopped =
        assertThrows(RankException.class, () -> run(folder, plan("a"), learner));
    assertEquals(6, stopped.exitCode());
    assertEquals(7, learner.updates);
    assertTrue(
        stopped.toString().contains("The loss of step 8 is NaN; the weights were not touched"));
    assertTrue(stopped.toString().contains("samples 42 to 47"));
  }

  @Test
  void theSizeOfTheMicroBatchDoesNotChangeTheLoss() throws IOException {
    TrainingPlan whole = plan("a");
    TrainingPlan cut =
        new TrainingPlan(
            whole.portions(),
            6,
            8,
            whole.learningRate(),
            1,
            4,
            3,
            2,
            0,
            Spikes.WAIT,
            42,
            "fp64",
            "a");
    run(folder.resolve("2"), whole, new BigramLearner(VOCABULARY));
    run(folder.resolve("6"), cut, new BigramLearner(VOCABULARY));
    List<JsonNode> small = lines("2/log.jsonl");
    List<JsonNode> large = lines("6/log.jsonl");
    for (int i = 0; i < 20; i++) {
      double loss = large.get(i).get("loss").asDouble();
      assertEquals(loss, small.get(i).get("loss").asDouble(), 1e-12);
    }
  }

  @Test
  void onlyTheLastCheckpointStaysInTheEnd() throws IOException {
    run(folder, plan("a"), new BigramLearner(VOCABULARY));
    assertTrue(Files.isDirectory(folder.resolve("checkpoints/step-000020")));
    assertFalse(Files.exists(folder.resolve("checkpoints/step-000018")));
  }

  @Test
  void aKillBetweenTheLastCheckpointAndTheTidyingLeavesTheSameBytes() throws IOException {
    Path whole = folder.resolve("whole");
    run(whole, plan("a"), new BigramLearner(VOCABULARY));
    Path killed = folder.resolve("killed");
    run(killed, plan("a"), new BigramLearner(VOCABULARY), 18);
    Path earlier = killed.resolve("checkpoints/step-000018");
    Path aside = folder.resolve("aside");
    Files.createDirectory(aside);
    try (Stream<Path> files = Files.list(earlier)) {
      for (Path file : files.toList()) {
        Files.copy(file, aside.resolve(file.getFileName()));
      }
    }
    run(killed, plan("a"), new BigramLearner(VOCABULARY));
    Files.move(aside, earlier);
    run(killed, plan("a"), new BigramLearner(VOCABULARY));
    Folders.assertSameBytes(whole, killed);
  }

  @Test
  void aGrowingBatchOfGrowingSequencesResumesToTheSameBytes() throws IOException {
    TrainingPlan constant = plan("a");
    Portions growing =
        Portions.of(new BatchRamp(2, 2, 40, 6), new CurriculumSettings(4, 2, 60), 8, 120 * 8);
    TrainingPlan plan =
        new TrainingPlan(
            growing, 2, 8, constant.learningRate(), 1, 4, 3, 2, 0, Spikes.WAIT, 42, "fp64", "a");
    Path whole = folder.resolve("whole");
    run(whole, plan, new BigramLearner(VOCABULARY));
    Path stopped = folder.resolve("stopped");
    run(stopped, plan, new BigramLearner(VOCABULARY), 11);
    run(stopped, plan, new BigramLearner(VOCABULARY));
    Folders.assertSameBytes(whole, stopped);
    List<JsonNode> log = lines("whole/log.jsonl");
    assertEquals(8, log.getFirst().get("tokens").asLong());
    assertEquals(growing.steps(), log.size());
  }
}
