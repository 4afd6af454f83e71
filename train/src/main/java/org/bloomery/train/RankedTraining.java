package org.bloomery.train;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.bloomery.artifact.RankException;
import org.bloomery.artifact.RunFileException;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.TrainSettings;
import org.bloomery.artifact.stage.RankSeat;
import org.bloomery.artifact.stage.RunDirectory;
import org.bloomery.artifact.stage.StageMain;
import org.bloomery.artifact.stage.StageName;
import org.bloomery.model.BloomShape;
import org.bloomery.tensor.Libtorch;
import org.bloomery.tensor.Precision;
import org.bloomery.tensor.collective.Rendezvous;
import org.bloomery.tensor.collective.World;
import org.bloomery.train.optim.MomentStore;
import org.bloomery.train.parallel.ParallelEngine;
import org.bloomery.train.parallel.ParallelLayout;
import org.bloomery.train.parallel.RankGroups;
import org.jspecify.annotations.Nullable;

/// Finds out what this process is to be: all of training, the starter of its local ranks, or one
/// rank of many.
final class RankedTraining {
  /// What a rank waits for the others at the start: they unpack libraries.
  private static final Duration MEETING = Duration.ofMinutes(5);

  private RankedTraining() {}

  /// Runs training with the arguments of a stage.
  ///
  /// @return the exit code
  static int run(String[] arguments) throws IOException {
    Run run = StageMain.load(arguments);
    int ranks = run.train().ranks();
    Optional<RankSeat> seat = RankSeat.of(System.getenv());
    if (ranks == 1 && RankOptions.of(run).draws()) {
      throw new RunFileException(
          "--draw-schedule draws what ranks do together, and this run has one; add [train.layout] to the run file");
    }
    if (seat.isEmpty()) {
      return ranks == 1
          ? StageMain.run(new TrainStage(), arguments)
          : LocalRanks.run(run.train(), arguments);
    }
    if (seat.get().size() != ranks) {
      throw new RunFileException(
          "train.layout asks for %d ranks and the starter made %d; start as many, or correct [train.layout]"
              .formatted(ranks, seat.get().size()));
    }
    return rank(seat.get(), run, arguments);
  }

  private static int rank(RankSeat seat, Run run, String[] arguments) throws IOException {
    try (Served _ = serve(seat);
        World world =
            World.join(
                seat.rank(),
                seat.size(),
                seat.host(),
                seat.port(),
                seat.attempt(),
                timeout(run.train()))) {
      Libtorch.setThreads(1);
      world.watch(lost -> Runtime.getRuntime().halt(StageMain.report("train", lost)));
      try {
        SameInputs.require(world, run, new RunDirectory(Path.of(arguments[1])));
        return seat.rank() == 0 ? lead(world, arguments) : follow(world, run, arguments);
      } catch (IOException | RuntimeException | Error e) {
        world.tellFailure(String.valueOf(e.getMessage()));
        if (e instanceof RankException failure && failure.isDecided()) {
          LocalRanks.tellDecision(seat);
        }
        throw e;
      }
    }
  }

  /// Rank 0 serves the meeting place where the starter does not.
  private record Served(@Nullable Rendezvous place) implements AutoCloseable {
    @Override
    public void close() {
      if (place != null) {
        place.close();
      }
    }
  }

  private static Served serve(RankSeat seat) {
    return new Served(
        seat.rank() == 0 && !seat.served()
            ? Rendezvous.serve(seat.host(), seat.port(), MEETING)
            : null);
  }

  /// A collective may take as long as a step without progress.
  private static Duration timeout(TrainSettings train) {
    Duration stall = Duration.ofSeconds(train.stallSeconds());
    return stall.compareTo(MEETING) > 0 ? stall : MEETING;
  }

  private static int lead(World world, String[] arguments) throws IOException {
    TrainStage stage = new TrainStage(world);
    int code = StageMain.run(stage, arguments);
    if (!stage.hasTrained()) {
      ParallelLearner.dismiss(world);
    }
    return code;
  }

  private static int follow(World world, Run run, String[] arguments) throws IOException {
    RunDirectory directory = new RunDirectory(Path.of(arguments[1]));
    ParallelLearner.follow(
        world,
        run.seed(),
        () -> {
          TokenizerFacts tokenizer = TokenizerFacts.read(directory.folder(StageName.TOKENIZER));
          return engine(
              world,
              run,
              TrainStage.shape(run.model(), tokenizer),
              precision(run),
              directory.partial(StageName.TRAINING));
        },
        RankOptions.of(run));
    return 0;
  }

  /// The number format that the run file asks for.
  static Precision precision(Run run) {
    return Precision.resolve(run.train().precision().resolved().name().toLowerCase(Locale.ROOT));
  }

  /// The part of the model that this rank computes; all ranks call it together.
  ///
  /// @param folder below which the optimiser's state may lie
  static ParallelEngine engine(
      World world, Run run, BloomShape shape, Precision precision, Path folder) {
    TrainSettings train = run.train();
    ParallelLayout layout = ParallelLayout.of(train, shape);
    return new ParallelEngine(
        RankGroups.of(world, layout.mesh()),
        layout,
        shape,
        run.model().initStandardDeviation(),
        precision,
        run.seed(),
        train.recompute(),
        new ParallelEngine.Optimiser(
            train.beta1(), train.beta2(), train.epsilon(), train.weightDecay()),
        switch (train.optimiserState()) {
          case MEMORY -> MomentStore.inMemory();
          case DISK -> MomentStore.onDisk(folder.resolve("measured"));
        });
  }
}
