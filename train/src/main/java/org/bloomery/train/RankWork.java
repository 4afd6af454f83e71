package org.bloomery.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bloomery.artifact.Seeds;
import org.bloomery.model.Dropout;
import org.bloomery.model.Pass;
import org.bloomery.model.TokenBatch;
import org.bloomery.train.parallel.ParallelEngine;
import org.bloomery.train.parallel.SharedCheckpoint;

/// How a rank carries an [Order] out.
final class RankWork {
  private final ParallelEngine engine;
  private final SharedCheckpoint checkpoint;
  private final long dropoutSeed;

  RankWork(ParallelEngine engine, long seed) {
    this.engine = engine;
    this.checkpoint = new SharedCheckpoint(engine);
    this.dropoutSeed = Seeds.derive(seed, "dropout");
  }

  ParallelEngine engine() {
    return engine;
  }

  /// Does it together with all other ranks.
  ///
  /// @return the loss or norm that was asked for, else 0
  double run(Order order) throws IOException {
    return switch (order) {
      case Order.Gradients(List<MicroBatch> batches, double weight) -> gradients(batches, weight);
      case Order.Losses(MicroBatch batch) -> losses(batch);
      case Order.Clip(double largest) -> engine.clip(largest);
      case Order.Update(double learningRate) -> {
        engine.update(learningRate);
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
