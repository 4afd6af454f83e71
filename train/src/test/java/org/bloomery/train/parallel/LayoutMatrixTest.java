package org.bloomery.train.parallel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.bloomery.artifact.Seeds;
import org.bloomery.artifact.pipeline.Schedule;
import org.bloomery.model.BloomModel;
import org.bloomery.model.BloomShape;
import org.bloomery.model.Dropout;
import org.bloomery.model.Parameter;
import org.bloomery.model.Pass;
import org.bloomery.model.TokenBatch;
import org.bloomery.tensor.Libtorch;
import org.bloomery.tensor.Precision;
import org.bloomery.tensor.Tensors;
import org.bloomery.tensor.collective.ThreadRanks;
import org.bloomery.tensor.collective.World;
import org.bloomery.train.optim.AdamW;
import org.bloomery.train.optim.GradientNorm;
import org.bloomery.train.optim.MomentStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Law 3: any layout gives what one rank gives. The oracle is the model on one device with the
/// optimiser of one device.
class LayoutMatrixTest {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final int STEPS = 10;
  private static final int LENGTH = 12;
  private static final int BATCH = 4;
  private static final double RATE = 0.01;
  private static final long SEED = 5;

  /// Three heads and 53 tokens divide by nothing; six slots make 2 × 2 interleaved stages uneven.
  private static final BloomShape SHAPE = new BloomShape(53, 12, 4, 3, LENGTH, 1e-5, 0.1);

  private static final ParallelEngine.Optimiser OPTIMISER =
      new ParallelEngine.Optimiser(0.9, 0.95, 1e-8, 0.1);

  private static int threads;

  @BeforeAll
  static void oneThreadForEachRank() {
    threads = Libtorch.threads();
    Libtorch.setThreads(1);
  }

  @AfterAll
  static void threadsAsBefore() {
    Libtorch.setThreads(threads);
  }

  /// What a training run left.
  ///
  /// @param weights by parameter, whole
  private record Result(List<Double> losses, List<Double> norms, Map<String, double[]> weights) {}

  private static Pass pass(int step, int sample) {
    int[][] windows = new int[1][LENGTH + 1];
    long number = (long) step * BATCH + sample;
    for (int t = 0; t <= LENGTH; t++) {
      windows[0][t] = Math.floorMod(Seeds.bits(SEED + number, t), SHAPE.vocabulary());
    }
    TokenBatch batch = TokenBatch.ofWindows(windows, new long[] {number});
    return new Pass(batch, new Dropout(SHAPE.dropout(), SEED, step));
  }

  private static final double SCALE = 1.0 / (BATCH * LENGTH);

  private static Result oneRank(Precision precision) {
    List<Double> losses = new ArrayList<>();
    List<Double> norms = new ArrayList<>();
    try (BloomModel model = BloomModel.create(SHAPE, 0.05, precision, SEED);
        AdamW optimiser = new AdamW(model.store(), 0.9, 0.95, 1e-8, 0.1, MomentStore.inMemory())) {
      for (int step = 0; step < STEPS; step++) {
        double loss = 0;
        for (int sample = 0; sample < BATCH; sample++) {
          Pass pass = pass(step, sample);
          loss += model.addGradients(pass.batch(), pass.dropout(), false, SCALE);
        }
        losses.add(loss);
        norms.add(GradientNorm.clip(model.store(), clip(step)));
        optimiser.step(RATE);
        model.store().zeroGradients();
      }
      Map<String, double[]> weights = new TreeMap<>();
      for (Parameter parameter : model.store().parameters()) {
        weights.put(parameter.name(), Tensors.doubles(model.store().master(parameter)));
      }
      return new Result(losses, norms, weights);
    }
  }

  /// Clips hard in some steps and never in others.
  private static double clip(int step) {
    return step % 2 == 0 ? 0.05 : 100;
  }

  private static Result manyRanks(ParallelLayout layout, boolean recompute, Precision precision) {
    return manyRanks(layout, recompute, precision, STEPS);
  }

  private static Result manyRanks(
      ParallelLayout layout, boolean recompute, Precision precision, int steps) {
    List<Result> ranks =
        ThreadRanks.run(
            layout.mesh().ranks(),
            TIMEOUT,
            world -> rank(world, layout, recompute, precision, steps));
    Map<String, double[]> whole = new TreeMap<>();
    for (int rank = 0; rank < ranks.size(); rank++) {
      Result result = ranks.get(rank);
      assertEquals(ranks.getFirst().losses, result.losses);
      assertEquals(ranks.getFirst().norms, result.norms);
      result.weights.forEach(
          (name, values) -> whole.merge(name, values, (a, b) -> joined(name, a, b)));
    }
    return new Result(ranks.getFirst().losses, ranks.getFirst().norms, whole);
  }

  /// Elements that a rank does not hold are not a number; those that two hold must be the same
  /// bits.
  private static double[] joined(String name, double[] left, double[] right) {
    double[] all = left.clone();
    for (int i = 0; i < all.length; i++) {
      if (Double.isNaN(all[i])) {
        all[i] = right[i];
      } else if (!Double.isNaN(right[i])) {
        assertEquals(all[i], right[i], name + " differs between ranks that hold it");
      }
    }
    return all;
  }

  private static Result rank(
      World world, ParallelLayout layout, boolean recompute, Precision precision, int steps) {
    RankGroups groups = RankGroups.of(world, layout.mesh());
    List<Double> losses = new ArrayList<>();
    List<Double> norms = new ArrayList<>();
    try (ParallelEngine engine =
        new ParallelEngine(
            groups,
            layout,
            SHAPE,
            0.05,
            precision,
            SEED,
            recompute,
            OPTIMISER,
            MomentStore.inMemory())) {
      int replicas = layout.mesh().data();
      for (int step = 0; step < steps; step++) {
        List<Pass> own = new ArrayList<>();
        for (int sample = groups.place().data(); sample < BATCH; sample += replicas) {
          own.add(pass(step, sample));
        }
        losses.add(engine.addGradients(own, SCALE));
        norms.add(engine.clip(clip(step)));
        engine.update(RATE);
      }
      return new Result(losses, norms, weights(engine));
    }
  }

  private static Map<String, double[]> weights(ParallelEngine engine) {
    Map<String, double[]> weights = new TreeMap<>();
    engine
        .part()
        .slices()
        .forEach(slice -> {
          double[] held = Tensors.doubles(engine.part().store().master(slice.held()));
          double[] whole = new double[(int) slice.whole().elements()];
          Arrays.fill(whole, Double.NaN);
          slice.runs(
              0,
              held.length,
              (at, to, count) -> System.arraycopy(held, (int) at, whole, (int) to, (int) count));
          weights.put(slice.whole().name(), whole);
        });
    return weights;
  }

  private static void assertEqual(Result expected, Result found, double tolerance) {
    for (int step = 0; step < STEPS; step++) {
      double loss = expected.losses.get(step);
      assertEquals(loss, found.losses.get(step), tolerance * loss);
      double norm = expected.norms.get(step);
      assertEquals(norm, found.norms.get(step), tolerance * norm);
    }
    assertEquals(expected.weights.keySet(), found.weights.keySet());
    expected.weights.forEach((name, values) -> {
      double[] others = Objects.requireNonNull(found.weights.get(name));
      if (name.endsWith("query_key_value.bias")) {
        keyBiasesStaySmall(values);
        keyBiasesStaySmall(others);
        values = withoutKeys(values);
        others = withoutKeys(others);
      }
      double difference = 0;
      double norm = 0;
      for (int i = 0; i < values.length; i++) {
        difference += (values[i] - others[i]) * (values[i] - others[i]);
        norm += values[i] * values[i];
      }
      assertTrue(
          Math.sqrt(difference) <= tolerance * Math.sqrt(norm),
          name + " differs by " + Math.sqrt(difference / norm));
    });
  }

  /// The gradient of a key's bias is mathematically zero: a constant added to all scores of a
  /// query. What Adam makes of the rounding is noise, which stays below its denominator's share.
  private static void keyBiasesStaySmall(double[] bias) {
    int head = SHAPE.headSize();
    for (int i = 0; i < bias.length; i++) {
      if (i / head % 3 == 1) {
        assertEquals(0, bias[i], 1e-9);
      }
    }
  }

  private static double[] withoutKeys(double[] bias) {
    double[] rest = bias.clone();
    int head = SHAPE.headSize();
    for (int i = 0; i < bias.length; i++) {
      if (i / head % 3 == 1) {
        rest[i] = 0;
      }
    }
    return rest;
  }

  static List<ParallelLayout> layouts() {
    List<ParallelLayout> layouts = new ArrayList<>();
    for (int data : new int[] {1, 2}) {
      for (int tensor : new int[] {1, 2}) {
        for (int pipeline : new int[] {1, 2}) {
          for (Schedule schedule : schedules(pipeline)) {
            layouts.add(new ParallelLayout(new Mesh(tensor, data, pipeline), schedule, false));
            layouts.add(new ParallelLayout(new Mesh(tensor, data, pipeline), schedule, true));
          }
        }
      }
    }
    layouts.add(new ParallelLayout(new Mesh(3, 1, 2), Schedule.interleaved(3), true));
    layouts.add(new ParallelLayout(new Mesh(1, 4, 2), Schedule.ONE_FORWARD_ONE_BACKWARD, true));
    layouts.add(new ParallelLayout(new Mesh(2, 1, 4), Schedule.ONE_FORWARD_ONE_BACKWARD, false));
    // Sequence parallelism.
    layouts.add(new ParallelLayout(new Mesh(2, 1, 1), Schedule.ONE_FORWARD_ONE_BACKWARD, 0, true));
    layouts.add(new ParallelLayout(new Mesh(2, 2, 2), Schedule.interleaved(2), 1, true));
    layouts.add(new ParallelLayout(new Mesh(3, 1, 2), Schedule.AFAB, 0, true));
    // ZeRO 2.
    layouts.add(new ParallelLayout(new Mesh(1, 2, 1), Schedule.ONE_FORWARD_ONE_BACKWARD, 2, false));
    layouts.add(new ParallelLayout(new Mesh(2, 2, 2), Schedule.interleaved(2), 2, true));
    layouts.add(new ParallelLayout(new Mesh(2, 2, 2), Schedule.AFAB, 2, false));
    layouts.add(new ParallelLayout(new Mesh(1, 2, 4), Schedule.ONE_FORWARD_ONE_BACKWARD, 2, false));
    return layouts;
  }

  private static List<Schedule> schedules(int pipeline) {
    return pipeline == 1
        ? List.of(Schedule.ONE_FORWARD_ONE_BACKWARD)
        : List.of(Schedule.AFAB, Schedule.ONE_FORWARD_ONE_BACKWARD, Schedule.interleaved(2));
  }

  private static final Result ONE = oneRank(Precision.FP64);

  @ParameterizedTest
  @MethodSource("layouts")
  void everyLayoutGivesWhatOneRankGives(ParallelLayout layout) {
    Result kept = manyRanks(layout, false, Precision.FP64);
    assertEqual(ONE, kept, 1e-12);
    // Each norm follows from the weights that the steps before have left.
    Result again = manyRanks(layout, true, Precision.FP64, 3);
    assertEquals(kept.losses.subList(0, 3), again.losses);
    assertEquals(kept.norms.subList(0, 3), again.norms);
  }

  @Test
  void sharingTheOptimiserChangesNoBit() {
    for (Precision precision : new Precision[] {Precision.FP32, Precision.BF16}) {
      Mesh mesh = new Mesh(2, 2, 1);
      assertSame(
          manyRanks(
              new ParallelLayout(mesh, Schedule.ONE_FORWARD_ONE_BACKWARD, false), false, precision),
          manyRanks(
              new ParallelLayout(mesh, Schedule.ONE_FORWARD_ONE_BACKWARD, true), true, precision));
    }
  }

  /// With more micro-batches than one, sums have another order.
  @Test
  void sharingTheGradientsOfOneMicroBatchChangesNoBit() {
    Mesh mesh = new Mesh(1, 4, 1);
    for (Precision precision : new Precision[] {Precision.FP32, Precision.BF16}) {
      assertSame(
          manyRanks(
              new ParallelLayout(mesh, Schedule.ONE_FORWARD_ONE_BACKWARD, 1, false),
              false,
              precision),
          manyRanks(
              new ParallelLayout(mesh, Schedule.ONE_FORWARD_ONE_BACKWARD, 2, false),
              true,
              precision));
    }
  }

  private static void assertSame(Result expected, Result found) {
    assertEquals(expected.losses, found.losses);
    assertEquals(expected.norms, found.norms);
    expected.weights.forEach(
        (name, values) -> assertArrayEquals(values, found.weights.get(name), name));
  }
}
