package org.bloomery.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.RankException;
import org.bloomery.model.BloomParameters;
import org.bloomery.tensor.collective.Communicator;
import org.bloomery.tensor.collective.World;
import org.bloomery.train.gauge.BloomGauges;
import org.bloomery.train.gauge.Gauges;
import org.bloomery.train.gauge.Profile;
import org.bloomery.train.gauge.Sizes;
import org.bloomery.train.gauge.Work;
import org.bloomery.train.optim.MomentNames;
import org.bloomery.train.parallel.ParallelEngine;
import org.bloomery.train.parallel.ParallelLayout;
import org.bloomery.train.parallel.PartSizes;

/// The model of all ranks as the training loop of the first one sees it: each call is told to the
/// others, and done by all. The others run [#follow].
final class ParallelLearner implements Learner {
  private final RankWork work;
  private final RankOptions options;
  private final Consumer<String> say;
  private final RankReport report;
  private double weight = 1;
  private boolean broken;
  private boolean ended;

  /// Leads: tells the other ranks to make their parts, and makes the own one.
  ///
  /// @param part makes the engine of a rank, together with all others
  /// @throws IllegalArgumentException if this is not the first rank
  public static ParallelLearner lead(World world, long seed, Supplier<ParallelEngine> part) {
    return lead(world, seed, part, RankOptions.PLAIN, sentence -> {});
  }

  /// The same with what ranks do beside training.
  ///
  /// @param say takes what a person should know
  static ParallelLearner lead(
      World world,
      long seed,
      Supplier<ParallelEngine> part,
      RankOptions options,
      Consumer<String> say) {
    if (world.rank() != 0) {
      throw new IllegalArgumentException("only the first rank leads");
    }
    Order.tell(world.all(), new Order.Begin());
    return new ParallelLearner(new RankWork(part.get(), seed, options), options, say);
  }

  private ParallelLearner(RankWork work, RankOptions options, Consumer<String> say) {
    this.work = work;
    this.options = options;
    this.say = say;
    this.report = new RankReport(work.engine(), options, this::told);
  }

  /// Does what the first rank tells, until it ends.
  public static void follow(World world, long seed, Supplier<ParallelEngine> part)
      throws IOException {
    follow(world, seed, part, RankOptions.PLAIN);
  }

  /// The same with what ranks do beside training.
  static void follow(World world, long seed, Supplier<ParallelEngine> part, RankOptions options)
      throws IOException {
    if (Order.hear(world.all()) instanceof Order.End) {
      return; // there is nothing to train
    }
    try (ParallelEngine engine = part.get()) {
      RankWork work = new RankWork(engine, seed, options);
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
      Communicator all = work.engine().groups().world().all();
      if (order instanceof Order.Enter enter) {
        Order.tell(all, enter, options.together());
      } else {
        Order.tell(all, order);
      }
      return work.run(order);
    } catch (RankException e) {
      broken = true; // nobody is there to be told anything
      throw e;
    }
  }

  /// What all ranks tell of `topic`, by rank.
  private List<String> told(Order.Topic topic) {
    tell(new Order.Tell(topic));
    return work.told();
  }

  @Override
  public double addGradients(MicroBatch batch, double weight) {
    this.weight = weight;
    return tell(new Order.Gradients(List.of(batch), weight));
  }

  @Override
  public double addGradients(List<MicroBatch> batches, double weight, IntConsumer done) {
    this.weight = weight;
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
    if (options.comparesAfter(work.engine().steps())) {
      compare();
    }
  }

  private void compare() {
    tell(new Order.CheckReplicas(options.repairs()));
    work.told().forEach(say);
  }

  @Override
  public void enter(Phase phase) {
    tell(new Order.Enter(phase));
  }

  @Override
  public Optional<Gauges> gauges() {
    return Optional.of(new RankGauges());
  }

  @Override
  public Profile profile() {
    return report.profile();
  }

  @Override
  public void report(Console console, Path measured, long step) throws IOException {
    report.write(console, measured, step);
  }

  @Override
  public Map<String, Object> measured() {
    return report.measured();
  }

  /// The gauges of all ranks together.
  private final class RankGauges implements Gauges {
    @Override
    public Work work(int length) {
      ParallelLayout layout = work.engine().layout();
      return BloomGauges.work(
          work.engine().part().shape(),
          length,
          work.engine().recomputes(),
          work.matrixRate(),
          layout.mesh().ranks(),
          layout.mesh().data());
    }

    @Override
    public double gradientSquare() {
      tell(new Order.Measure());
      return work.sizes().gradientSquare();
    }

    @Override
    public Sizes sizes(boolean each) {
      tell(new Order.Measure());
      PartSizes sizes = work.sizes();
      return new Sizes(
          Math.sqrt(sizes.weightSquare()),
          sizes.gradientZeros(),
          each
              ? BloomGauges.norms(BloomParameters.of(work.engine().part().shape(), 1), sizes::norms)
              : List.of());
    }

    @Override
    public int replicas() {
      return work.engine().layout().mesh().data();
    }

    /// What a replica adds to the gradient is its share of the mean over the whole batch.
    @Override
    public double replicaSquare() {
      return work.engine().replicaSquares() * replicas() / (weight * weight);
    }
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
    if (options.repairs()) {
      compare();
    }
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
