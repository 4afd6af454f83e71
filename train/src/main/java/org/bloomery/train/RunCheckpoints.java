package org.bloomery.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Json;
import org.bloomery.model.file.CheckpointLayout;
import org.bloomery.train.checkpoint.CheckpointStore;
import org.bloomery.train.checkpoint.CheckpointStore.Checkpoint;
import org.bloomery.train.checkpoint.CheckpointStore.Retention;
import org.bloomery.train.checkpoint.TrainingState;
import org.bloomery.train.guard.SkippedSteps;
import org.bloomery.train.optim.LossScale;

/// The checkpoints of one run: what goes into them, and how a run goes on from them.
final class RunCheckpoints implements AutoCloseable {
  static final String WEIGHTS = CheckpointLayout.WEIGHTS;
  static final String OPTIMISER = "optimiser.safetensors";

  private final TrainingPlan plan;
  private final Learner learner;
  private final Console console;
  private final CheckpointStore store;

  RunCheckpoints(TrainingPlan plan, Learner learner, Path folder, Console console) {
    this.plan = plan;
    this.learner = learner;
    this.console = console;
    this.store = new CheckpointStore(folder, console::line);
  }

  /// Takes weights, optimiser and position from the newest whole checkpoint, if there is one.
  Optional<TrainingState> resume() throws IOException {
    Optional<Checkpoint> newest = store.newest();
    if (newest.isEmpty()) {
      return Optional.empty();
    }
    Path from = newest.get().folder();
    TrainingState state = Json.read(from.resolve(TrainingState.FILE), TrainingState.class);
    if (!state.settingsDigest().equals(plan.settingsDigest())) {
      throw new ArtifactException(
          "%s was made with other settings or other data; delete %s to train from the start"
              .formatted(from, from.getParent()));
    }
    learner.load(from.resolve(WEIGHTS), from.resolve(OPTIMISER), state.groupSteps());
    if (state.step() > 0) {
      console.line(
          String.format(Locale.ROOT, "goes on after step %,d of %,d", state.step(), plan.steps()));
    }
    return Optional.of(state);
  }

  /// Writes a checkpoint after `step` steps.
  ///
  /// @param before the newest checkpoint made before this step stays, to go back to
  void write(
      long step, Map<String, Long> logBytes, SkippedSteps skipped, LossScale lossScale, long before)
      throws IOException {
    long start = learner.profile().start();
    long samples = plan.samples(step);
    TrainingState state =
        new TrainingState(
            step,
            samples,
            plan.seed(),
            plan.learningRate().at(samples),
            learner.groupSteps(),
            plan.settingsDigest(),
            plan.precision(),
            logBytes,
            skipped,
            lossScale);
    store.write(
        step,
        into -> {
          learner.saveWeights(into.resolve(WEIGHTS));
          learner.saveOptimiser(into.resolve(OPTIMISER));
          AtomicFiles.write(into.resolve(TrainingState.FILE), Json.pretty(state));
        },
        new Retention(plan.keepCheckpoints(), plan.keepEverySteps(), before));
    learner.profile().add("checkpoints", start);
  }

  /// Forgets the checkpoints made after `step` or later.
  ///
  /// @return whether there is one from before
  boolean goBackBefore(long step) throws IOException {
    return store.goBackBefore(step);
  }

  /// Only the last one and those for good stay, so that the result depends neither on when the
  /// others were written, nor on a kill between the last one and this.
  void finish() throws IOException {
    store.await();
    store.keep(new Retention(1, plan.keepEverySteps(), 0));
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
