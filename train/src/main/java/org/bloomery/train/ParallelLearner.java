package org.bloomery.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.RankException;
import org.bloomery.tensor.collective.World;
import org.bloomery.train.optim.MomentNames;
import org.bloomery.train.parallel.ParallelEngine;

/// The model of all ranks as the training loop of the first one sees it: each call is told to the
/// others, and done by all. The others run [#follow].
final class ParallelLearner implements Learner {
  private final RankWork work;
  private boolean broken;
  private boolean ended;

  /// Leads: tells the other ranks to make their parts, and makes the own one.
  ///
  /// @param part makes the engine of a rank, together with all others
  /// @throws IllegalArgumentException if this is not the first rank
  public static ParallelLearner lead(World world, long seed, Supplier<ParallelEngine> part) {
    if (world.rank() != 0) {
      throw new IllegalArgumentException("only the first rank leads");
    }
    Order.tell(world.all(), new Order.Begin());
    return new ParallelLearner(new RankWork(part.get(), seed));
  }

  private ParallelLearner(RankWork work) {
    this.work = work;
  }

  /// Does what the first rank tells, until it ends.
  public static void follow(World world, long seed, Supplier<ParallelEngine> part)
      throws IOException {
    if (Order.hear(world.all()) instanceof Order.End) {
      return; // there is nothing to train
    }
    try (ParallelEngine engine = part.get()) {
      RankWork work = new RankWork(engine, seed);
      Order order = Order.hear(world.all());
      while (!(order instanceof Order.End)) {
        work.run(order);
        order = Order.hear(world.all());
      }
    }
  }

  /// Lets ranks go that were never led, because there is nothing to train.
  public static void dismiss(World world) {
    Order.tell(world.all(), new Order.End());
  }

  private double tell(Order order) {
    try {
      return tellOrTrouble(order);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private double tellOrTrouble(Order order) throws IOException {
    try {
      Order.tell(work.engine().groups().world().all(), order);
      return work.run(order);
    } catch (RankException e) {
      broken = true; // nobody is there to be told anything
      throw e;
    }
  }

  @Override
  public double addGradients(MicroBatch batch, double weight) {
    return tell(new Order.Gradients(List.of(batch), weight));
  }

  @Override
  public double addGradients(List<MicroBatch> batches, double weight, IntConsumer done) {
    double loss = tell(new Order.Gradients(batches, weight));
    done.accept(batches.size() - 1);
    return loss;
  }

  @Override
  public double loss(MicroBatch batch) {
    return tell(new Order.Losses(batch));
  }

  @Override
  public double clipGradient(double largest) {
    return tell(new Order.Clip(largest));
  }

  @Override
  public void update(double learningRate) {
    tell(new Order.Update(learningRate));
  }

  @Override
  public void scaleGradient(double factor) {
    tell(new Order.Scale(factor));
  }

  @Override
  public void dropGradients() {
    tell(new Order.Drop());
  }

  @Override
  public void saveWeights(Path file) throws IOException {
    tellOrTrouble(new Order.SaveWeights(file));
  }

  @Override
  public void saveOptimiser(Path file) throws IOException {
    tellOrTrouble(new Order.SaveOptimiser(file));
  }

  @Override
  public Map<String, Long> groupSteps() {
    return Map.of(MomentNames.GROUP, work.engine().steps());
  }

  @Override
  public void load(Path weights, Path moments, Map<String, Long> groupSteps) throws IOException {
    Long steps = groupSteps.get(MomentNames.GROUP);
    if (steps == null) {
      throw new ArtifactException(weights.getParent() + " does not say how many steps AdamW made");
    }
    tellOrTrouble(new Order.Load(weights, moments, steps));
  }

  /// Lets the others end, and closes the engine.
  @Override
  public void close() {
    if (!ended) {
      ended = true;
      if (!broken) {
        dismiss(work.engine().groups().world());
      }
      work.engine().close();
    }
  }
}
