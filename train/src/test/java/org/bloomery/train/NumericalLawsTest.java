package org.bloomery.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bloomery.artifact.Json;
import org.bloomery.model.BloomShape;
import org.bloomery.model.file.BloomConfig;
import org.bloomery.model.file.ElementType;
import org.bloomery.model.file.HuggingFaceFolder;
import org.bloomery.model.infer.InferenceModel;
import org.bloomery.model.infer.ScoreRequest;
import org.bloomery.model.infer.Scorer;
import org.bloomery.model.infer.SequenceScores;
import org.bloomery.tensor.Precision;
import org.bloomery.train.schedule.LearningRate;
import org.bloomery.train.schedule.Portions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The numerical laws of ARCHITECTURE.md that training has to keep, for every combination of
/// precision, recomputation, number of micro-batches and sequence length.
class NumericalLawsTest {
  private static final int STEPS = 4;
  private static final int BATCH = 4;

  /// One within an attention block, and one of a whole block and a part.
  private static final List<Integer> SEQUENCES = List.of(16, 150);

  private static final List<Integer> MICRO_BATCHES = List.of(1, 2, 4);

  @TempDir Path folder;

  /// A combination; recomputation is tried within each.
  record Shape(Precision precision, int microBatches, int sequence) {
    TrainingPlan plan() {
      return new TrainingPlan(
          Portions.constant(STEPS, BATCH, sequence),
          BATCH / microBatches,
          sequence,
          new LearningRate(0.01, 0.001, BATCH, BATCH * STEPS),
          1.0,
          2,
          2,
          2,
          0,
          Spikes.WAIT,
          7,
          precision.settingName(),
          "settings");
    }

    /// Trains with dropout up to `lastStep`, or on to it from the newest checkpoint.
    void train(Path into, boolean recompute, long lastStep) throws IOException {
      TinyTraining.run(
          into, plan(), TinyTraining.learner(precision, sequence, 0.1, recompute), lastStep);
    }
  }

  static Stream<Shape> shapes() {
    return Arrays.stream(Precision.values())
        .flatMap(precision ->
            SEQUENCES.stream()
                .flatMap(sequence ->
                    MICRO_BATCHES.stream().map(count -> new Shape(precision, count, sequence))));
  }

  /// Law 2: whatever is interrupted or recomputed, the bytes are those of the undisturbed run.
  @ParameterizedTest
  @MethodSource("shapes")
  void resumedIsUninterruptedAndRecomputedIsKeptBitForBit(Shape shape) throws IOException {
    Path whole = folder.resolve("whole");
    shape.train(whole, false, STEPS);
    Path recomputed = folder.resolve("recomputed");
    shape.train(recomputed, true, STEPS);
    Folders.assertSameBytes(whole, recomputed);
    for (boolean recompute : new boolean[] {false, true}) {
      Path resumed = folder.resolve("resumed-" + recompute);
      shape.train(resumed, recompute, 3); // a step after the first checkpoint
      shape.train(resumed, recompute, STEPS);
      Folders.assertSameBytes(whole, resumed);
    }
    Path changed = folder.resolve("changed");
    shape.train(changed, true, 3);
    shape.train(changed, false, STEPS); // recomputation may be switched at resume
    Folders.assertSameBytes(whole, changed);
  }

  /// Law 6: a refactoring does not move a loss. The curve of a sequence length holds for every
  /// number of micro-batches, since the batch is the same. Recorded by this test with
  /// `-Dbloomery.record=true`.
  @Test
  void theLossCurvesInDoublePrecisionAreTheRecordedOnes() throws IOException {
    Map<String, double[]> curves = new TreeMap<>();
    for (int sequence : SEQUENCES) {
      for (int microBatches : MICRO_BATCHES) {
        for (boolean recompute : new boolean[] {false, true}) {
          Path into = folder.resolve(sequence + "-" + microBatches + "-" + recompute);
          new Shape(Precision.FP64, microBatches, sequence).train(into, recompute, STEPS);
          double[] curve = TinyTraining.losses(into);
          assertEquals(STEPS, curve.length);
          assertArrayEquals(
              curves.computeIfAbsent("sequence " + sequence, _ -> curve), curve, 1e-9);
        }
      }
    }
    if (Boolean.getBoolean("bloomery.record")) {
      Path golden = Path.of("src/test/resources/loss-curves-fp64.json");
      Files.writeString(golden, Json.pretty(curves));
    }
    JsonNode golden =
        Json.MAPPER.readTree(
            Objects.requireNonNull(
                NumericalLawsTest.class.getResourceAsStream("/loss-curves-fp64.json")));
    assertEquals(curves.size(), golden.size());
    curves.forEach((name, curve) ->
        assertArrayEquals(Json.MAPPER.convertValue(golden.get(name), double[].class), curve, 1e-9));
  }

  /// Law 4: transformers gives the log-probabilities of every token that we give, from the release
  /// of every combination.
  @Test
  @Tag("peer")
  void transformersGivesOurDistributions() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("bloomery.python", "python3"));
    command.add(
        Path.of(System.getProperty("bloomery.root", ".."), "peers/distributions.py").toString());
    for (Shape shape : shapes().toList()) {
      Path run =
          folder.resolve(
              shape.precision + "-" + shape.microBatches + "-" + shape.sequence + "-trained");
      shape.train(run, true, STEPS);
      command.add(release(shape, run).toString());
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    System.out.println(said.lines().toList().getLast());
  }

  /// The last weights as a Hugging Face folder, and beside them what we make of two texts.
  private static Path release(Shape shape, Path run) throws IOException {
    Path release = Files.createDirectories(run.resolve("release"));
    BloomShape model = TinyTraining.shape(shape.sequence, 0);
    ElementType type = shape.precision == Precision.FP64 ? ElementType.F64 : ElementType.F32;
    HuggingFaceFolder.writeConfig(
        release,
        new BloomConfig(
            model.vocabulary(),
            model.hidden(),
            model.layers(),
            model.heads(),
            model.layerNormEpsilon(),
            1,
            2,
            3,
            model.sequence(),
            type));
    Files.copy(
        run.resolve("checkpoints/step-%06d".formatted(STEPS)).resolve(RunCheckpoints.WEIGHTS),
        release.resolve(HuggingFaceFolder.WEIGHTS));
    List<Map<String, Object>> cases = new ArrayList<>();
    try (InferenceModel opened = InferenceModel.open(release)) {
      for (int length : new int[] {shape.sequence, 2 * shape.sequence + 1}) {
        int[] ids = IntStream.range(0, length).map(i -> (i * 37 + 5) % 256).toArray();
        SequenceScores scores =
            new Scorer(opened).score(List.of(ScoreRequest.all(ids, model.vocabulary()))).getFirst();
        cases.add(Map.of("ids", ids, "log_probs", distributions(scores)));
      }
    }
    Files.writeString(release.resolve("ours.json"), Json.line(cases));
    return release;
  }

  /// (position from 1, id): the log-probability of every id at every position that has a context.
  private static double[][] distributions(SequenceScores scores) {
    double[][] all = new double[scores.length()][256];
    for (int position = 1; position <= scores.length(); position++) {
      int[] ids = scores.topIds(position);
      double[] logProbs = scores.topLogProbs(position);
      assertEquals(256, ids.length);
      for (int k = 0; k < ids.length; k++) {
        all[position - 1][ids[k]] = logProbs[k];
      }
    }
    return all;
  }
}
