package org.bloomery.train;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.bloomery.artifact.Console;
import org.bloomery.model.BloomModel;
import org.bloomery.model.BloomShape;
import org.bloomery.tensor.Precision;
import org.bloomery.tensor.Workers;
import org.bloomery.tensor.collective.ThreadRanks;
import org.bloomery.tensor.collective.World;
import org.bloomery.train.data.SampleOrder;
import org.bloomery.train.guard.Switches;
import org.bloomery.train.optim.AdamW;
import org.bloomery.train.optim.MomentStore;
import org.bloomery.train.parallel.ParallelEngine;
import org.bloomery.train.parallel.ParallelLayout;
import org.bloomery.train.parallel.RankGroups;
import org.bloomery.train.schedule.LearningRate;
import org.bloomery.train.schedule.Portions;

/// Runs of the loop by ranks that are threads, for tests of what they tell of themselves.
final class RankedTiny {
  static final int SEQUENCE = 12;
  static final long STEPS = 6;
  static final BloomShape SHAPE = new BloomShape(259, 20, 3, 5, SEQUENCE, 1e-5, 0.1);

  private RankedTiny() {}

  /// Batches of eight in micro-batches of two, evaluated after steps 3 and 6.
  static TrainingPlan plan() {
    return new TrainingPlan(
        Portions.constant(STEPS, 8, SEQUENCE),
        2,
        SEQUENCE,
        new LearningRate(0.01, 0.001, 8, 8 * STEPS),
        0.5,
        3,
        3,
        2,
        0,
        Spikes.WAIT,
        7,
        "fp64",
        "settings");
  }

  static SampleOrder samples() {
    TrainingPlan plan = plan();
    return new SampleOrder(TinyTraining.TEXT, "text", SEQUENCE, plan.samples(plan.steps()), 7);
  }

  static Learner oneRank() {
    BloomModel model = BloomModel.create(SHAPE, 0.05, Precision.FP64, 7);
    AdamW optimiser = new AdamW(model.store(), 0.9, 0.95, 1e-8, 0.1, MomentStore.inMemory());
    return new BloomLearner(model, optimiser, Workers.start(1), false, 7);
  }

  /// Trains to the end; returns what was shown.
  static String loop(Path into, Learner learner) throws IOException {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    Console console =
        new Console(new PrintStream(shown, true, StandardCharsets.UTF_8), false, "train");
    try (learner;
        TrainingLoop loop =
            new TrainingLoop(
                plan(),
                learner,
                samples(),
                List.of(HeldOutSet.cut("de", TinyTraining.TEXT, SEQUENCE, 5)),
                into,
                console,
                new Switches(into),
                () -> {})) {
      loop.run(STEPS);
    }
    return shown.toString(StandardCharsets.UTF_8);
  }

  /// The same by as many threads as the layout has ranks.
  ///
  /// @param fault happens at every rank when it has made its part
  static String ranks(
      Path into,
      ParallelLayout layout,
      RankOptions options,
      Duration timeout,
      Consumer<ParallelEngine> fault) {
    return ThreadRanks.run(
            layout.mesh().ranks(),
            timeout,
            world -> {
              try {
                if (world.rank() > 0) {
                  ParallelLearner.follow(world, 7, () -> engine(world, layout, fault), options);
                  return "";
                }
                StringBuilder said = new StringBuilder();
                Learner learner =
                    ParallelLearner.lead(
                        world,
                        7,
                        () -> engine(world, layout, fault),
                        options,
                        sentence -> said.append(sentence).append('\n'));
                return loop(into, learner) + said;
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .getFirst();
  }

  private static ParallelEngine engine(
      World world, ParallelLayout layout, Consumer<ParallelEngine> fault) {
    ParallelEngine engine =
        new ParallelEngine(
            RankGroups.of(world, layout.mesh()),
            layout,
            SHAPE,
            0.05,
            Precision.FP64,
            7,
            false,
            new ParallelEngine.Optimiser(0.9, 0.95, 1e-8, 0.1),
            MomentStore.inMemory());
    fault.accept(engine);
    return engine;
  }
}
