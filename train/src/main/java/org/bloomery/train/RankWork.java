package org.bloomery.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.Seeds;
import org.bloomery.model.Dropout;
import org.bloomery.model.Pass;
import org.bloomery.model.PassTimes;
import org.bloomery.model.TokenBatch;
import org.bloomery.tensor.MatrixRate;
import org.bloomery.tensor.Workers;
import org.bloomery.tensor.collective.Communicator;
import org.bloomery.tensor.collective.WaitTimes;
import org.bloomery.train.draw.RankTimeline;
import org.bloomery.train.parallel.ParallelEngine;
import org.bloomery.train.parallel.PartSizes;
import org.bloomery.train.parallel.SharedCheckpoint;
import org.bloomery.train.parallel.StepRecorder;
import org.jspecify.annotations.Nullable;

/// How a rank carries an [Order] out.
final class RankWork {
  private final ParallelEngine engine;
  private final SharedCheckpoint checkpoint;
  private final long dropoutSeed;
  private final RankOptions options;
  private final Communicator all;
  private final StepClock clock;
  private final StepRecorder recorder;
  private final double matrixFlopsPerSecond;
  private @Nullable PartSizes sizes;
  private List<String> told = List.of();

  /// All ranks call it together.
  RankWork(ParallelEngine engine, long seed, RankOptions options) {
    this.engine = engine;
    this.checkpoint = new SharedCheckpoint(engine);
    this.dropoutSeed = Seeds.derive(seed, "dropout");
    this.options = options;
    this.all = engine.groups().world().all();
    WaitTimes waits = engine.groups().world().waits();
    PassTimes passes = options.profile() ? PassTimes.measuring() : PassTimes.OFF;
    this.clock = new StepClock(waits, passes);
    this.recorder = options.draws() ? StepRecorder.recording() : StepRecorder.OFF;
    engine.measure(passes, recorder);
    if (options.draws()) {
      waits.listen(recorder::waited);
    }
    this.matrixFlopsPerSecond = options.rates() ? matrixFlopsPerSecond() : Double.NaN;
  }

  /// All ranks measure at the same time, as they compute at the same time.
  private double matrixFlopsPerSecond() {
    all.barrier();
    try (Workers one = Workers.start(1)) {
      double own = MatrixRate.quick(one, engine.part().store().precision());
      return all.gather(Double.toString(own)).stream().mapToDouble(Double::parseDouble).sum();
    }
  }

  /// The rate at which all ranks together multiply matrices; not a number where not measured.
  double matrixRate() {
    return matrixFlopsPerSecond;
  }

  /// The result of the newest [Order.Measure].
  PartSizes sizes() {
    return Objects.requireNonNull(sizes);
  }

  /// What ranks have told last, or what was repaired.
  List<String> told() {
    return told;
  }

  ParallelEngine engine() {
    return engine;
  }

  /// Does it together with all other ranks.
  ///
  /// @return the loss or norm that was asked for, else 0
  double run(Order order) throws IOException {
    return switch (order) {
      case Order.Gradients(List<MicroBatch> batches, double weight) -> {
        recorder.begin();
        yield clock.count("", () -> gradients(batches, weight));
      }
      case Order.Losses(MicroBatch batch) -> losses(batch);
      case Order.Clip(double largest) ->
          clock.count("norms and clipping", () -> engine.clip(largest));
      case Order.Update(double learningRate) ->
          clock.count("optimiser", () -> update(learningRate));
      case Order.Measure() -> {
        sizes = PartSizes.of(engine);
        yield 0;
      }
      case Order.CheckReplicas(boolean repair) -> {
        told = engine.checkReplicas(repair);
        yield 0;
      }
      case Order.Enter(Phase phase) -> {
        all.monitoredBarrier(phase.label(), options.together());
        yield 0;
      }
      case Order.Tell(Order.Topic topic) -> {
        told = all.gather(answer(topic));
        yield 0;
      }
      case Order.Scale(double factor) -> {
        engine.scale(factor);
        yield 0;
      }
      case Order.Drop() -> {
        engine.drop();
        yield 0;
      }
      case Order.SaveWeights save -> {
        checkpoint.saveWeights(save.file());
        yield 0;
      }
      case Order.SaveOptimiser save -> {
        checkpoint.saveOptimiser(save.file());
        yield 0;
      }
      case Order.Load load -> {
        checkpoint.load(load.weights(), load.moments(), load.steps());
        yield 0;
      }
      case Order.Begin _, Order.End _ -> 0;
    };
  }

  private double update(double learningRate) {
    long start = System.nanoTime();
    engine.update(learningRate);
    recorder.end(start);
    return 0;
  }

  private String answer(Order.Topic topic) {
    return switch (topic) {
      case TIMES -> Json.line(clock.time());
      case PROFILE -> Json.line(clock.parts());
      case TIMELINE -> Json.line(RankTimeline.of(engine.groups(), recorder));
    };
  }

  /// Micro-batches are dealt to the replicas in turn, so that what a replica computes at a time
  /// lies together in the order of samples for all replicas, as in BLOOM's training.
  private double gradients(List<MicroBatch> batches, double weight) {
    int replicas = engine.groups().mesh().data();
    if (batches.size() % replicas != 0) {
      throw new IllegalArgumentException(
          batches.size() + " micro-batches cannot be dealt to " + replicas + " replicas");
    }
    List<Pass> own = new ArrayList<>();
    for (int i = engine.groups().place().data(); i < batches.size(); i += replicas) {
      MicroBatch batch = batches.get(i);
      Dropout dropout = new Dropout(engine.part().shape().dropout(), dropoutSeed, batch.step());
      own.add(new Pass(tokens(batch, 0, batch.sequences()), dropout));
    }
    long predicted = batches.stream().mapToLong(b -> (long) b.sequences() * b.length()).sum();
    return engine.addGradients(own, weight / predicted) / predicted;
  }

  /// The sequences are dealt to the replicas in runs; one may have none.
  private double losses(MicroBatch batch) {
    int replicas = engine.groups().mesh().data();
    int replica = engine.groups().place().data();
    int from = batch.sequences() * replica / replicas;
    int to = batch.sequences() * (replica + 1) / replicas;
    List<Pass> own =
        from == to ? List.of() : List.of(new Pass(tokens(batch, from, to), Dropout.NONE));
    return engine.losses(own) / ((double) batch.sequences() * batch.length());
  }

  private static TokenBatch tokens(MicroBatch batch, int from, int to) {
    int row = batch.length() + 1;
    int[][] windows = new int[to - from][];
    long[] numbers = new long[to - from];
    for (int r = from; r < to; r++) {
      windows[r - from] = Arrays.copyOfRange(batch.tokens(), r * row, (r + 1) * row);
      numbers[r - from] = batch.firstSample() + r;
    }
    return TokenBatch.ofWindows(windows, numbers);
  }
}
