package org.bloomery.train;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.Progress;
import org.bloomery.artifact.RankException;
import org.bloomery.train.checkpoint.CheckpointStore;
import org.bloomery.train.checkpoint.CheckpointStore.Checkpoint;
import org.bloomery.train.checkpoint.TrainingState;
import org.bloomery.train.data.Samples;
import org.bloomery.train.log.MeasuredLog;
import org.bloomery.train.log.StepLog;
import org.jspecify.annotations.Nullable;

/// Trains from wherever the folder's newest whole checkpoint stands until the plan is done.
///
/// A step reads its samples by number, adds up the gradient of its micro-batches, clips, updates,
/// and writes a line; everything written outside `measured/` is a function of the plan and the
/// data, so an interrupted run that goes on ends with the bytes of one that was not interrupted.
public final class TrainingLoop {
  static final String LOG = "log.jsonl";
  static final String HELD_OUT_LOG = "held-out.jsonl";
  static final String WEIGHTS = "weights.safetensors";
  static final String OPTIMISER = "optimiser.safetensors";

  private final TrainingPlan plan;
  private final Learner learner;
  private final Samples samples;
  private final HeldOutLosses heldOut;
  private final Path folder;
  private final Console console;
  private final CheckpointStore checkpoints;

  /// A line of `log.jsonl`.
  ///
  /// @param step optimiser steps done
  /// @param loss mean over the step's tokens, before the update, nats a token
  /// @param gradientNorm before clipping
  record StepLine(
      long step,
      long samples,
      long tokens,
      double loss,
      double gradientNorm,
      double learningRate) {}

  /// A line of `held-out.jsonl`: nats a token by language.
  record HeldOutLine(long step, long samples, long tokens, Map<String, Double> loss) {}

  /// A loop that writes into `folder`.
  public TrainingLoop(
      TrainingPlan plan,
      Learner learner,
      Samples samples,
      List<HeldOutSet> heldOut,
      Path folder,
      Console console) {
    this.plan = plan;
    this.learner = learner;
    this.samples = samples;
    this.heldOut = new HeldOutLosses(heldOut, plan.microBatch());
    this.folder = folder;
    this.console = console;
    this.checkpoints = new CheckpointStore(folder.resolve("checkpoints"), console::line);
  }

  /// What came of a run.
  ///
  /// @param heldOutLoss newest held-out loss by language, nats a token
  public record Outcome(MeasuredLog.Energy energy, Map<String, Double> heldOutLoss) {}

  /// Trains to the end.
  public Outcome run() throws IOException {
    return run(plan.steps());
  }

  /// Trains until `lastStep` steps are done and stops there as if killed: without a checkpoint that
  /// is not due.
  Outcome run(long lastStep) throws IOException {
    Optional<Checkpoint> found = checkpoints.newest();
    @Nullable TrainingState state = found.isPresent() ? resume(found.get()) : null;
    long step = state == null ? 0 : state.step();
    try (StepLog log = open(LOG, state);
        StepLog heldOutLog = open(HELD_OUT_LOG, state);
        MeasuredLog measured = MeasuredLog.open(folder.resolve("measured"), step)) {
      rememberHeldOut();
      if (step == 0) {
        evaluate(0, heldOutLog, measured);
      }
      train(step, Math.min(lastStep, plan.steps()), log, heldOutLog, measured);
      if (lastStep >= plan.steps()) {
        // Only the last one stays, so that the result does not depend on when the others were
        // written, nor on a kill between the last one and this.
        checkpoints.keepNewest(1);
      }
      return new Outcome(measured.energy(), heldOut.newest());
    }
  }

  private void train(long from, long to, StepLog log, StepLog heldOutLog, MeasuredLog measured)
      throws IOException {
    try (Progress progress = console.progress("train", plan.tokens(plan.steps()), "tokens")) {
      progress.startAt(plan.tokens(from));
      for (long step = from + 1; step <= to; step++) {
        long start = System.nanoTime();
        StepLine line = step(step);
        double seconds = (System.nanoTime() - start) / 1e9;
        log.add(line);
        measured.step(
            new MeasuredLog.Step(
                step,
                line.samples,
                line.tokens,
                line.loss,
                line.gradientNorm,
                line.learningRate,
                plan.batch()),
            seconds,
            plan.tokens(1));
        progress.note(String.format(Locale.ROOT, "loss %.3f", line.loss));
        progress.advance(plan.tokens(1));
        if (plan.evaluatesAfter(step)) {
          evaluate(step, heldOutLog, measured);
        }
        if (plan.checkpointsAfter(step)) {
          checkpoint(line, log, heldOutLog);
          measured.energy();
        }
      }
    }
  }

  /// One optimiser step, the `number`-th from 1.
  private StepLine step(long number) {
    long first = plan.samples(number - 1);
    int microBatches = plan.batch() / plan.microBatch();
    double loss = 0;
    for (int m = 0; m < microBatches; m++) {
      MicroBatch batch = read(number - 1, first + (long) m * plan.microBatch());
      loss += learner.addGradients(batch, 1.0 / microBatches) / microBatches;
    }
    requireFinite(number, "loss", loss);
    double norm = learner.clipGradient(plan.clip());
    requireFinite(number, "gradient norm", norm);
    double rate = plan.learningRate().at(plan.samples(number));
    learner.update(rate);
    return new StepLine(number, plan.samples(number), plan.tokens(number), loss, norm, rate);
  }

  private MicroBatch read(long step, long firstSample) {
    int row = plan.sequence() + 1;
    int[] tokens = new int[plan.microBatch() * row];
    for (int r = 0; r < plan.microBatch(); r++) {
      samples.read(firstSample + r, tokens, r * row);
    }
    return new MicroBatch(tokens, plan.microBatch(), plan.sequence(), step, firstSample);
  }

  /// Stops before the weights are touched: a step with such a gradient would destroy them.
  private void requireFinite(long step, String what, double value) {
    if (!Double.isFinite(value)) {
      throw new RankException(
          "The %s of step %d is %s; the weights were not touched. Lower train.learningRate, lengthen train.warmUpSamples, or set train.precision = \"fp32\", and train again (samples %d to %d are the suspects)."
              .formatted(what, step, value, plan.samples(step - 1), plan.samples(step) - 1));
    }
  }

  private void evaluate(long step, StepLog log, MeasuredLog measured) throws IOException {
    Map<String, Double> losses = heldOut.measure(learner);
    if (losses.isEmpty()) {
      return;
    }
    heldOut.show(console, step, losses);
    heldOut.remember(losses);
    log.add(new HeldOutLine(step, plan.samples(step), plan.tokens(step), losses));
    measured.heldOut(step, plan.samples(step), plan.tokens(step), losses);
  }

  private void checkpoint(StepLine line, StepLog log, StepLog heldOutLog) throws IOException {
    Map<String, Long> logBytes = Map.of(LOG, log.force(), HELD_OUT_LOG, heldOutLog.force());
    TrainingState state =
        new TrainingState(
            line.step,
            line.samples,
            plan.seed(),
            line.learningRate,
            learner.groupSteps(),
            plan.settingsDigest(),
            plan.precision(),
            logBytes);
    checkpoints.write(
        line.step,
        into -> {
          learner.saveWeights(into.resolve(WEIGHTS));
          learner.saveOptimiser(into.resolve(OPTIMISER));
          AtomicFiles.write(into.resolve(TrainingState.FILE), Json.pretty(state));
        });
    checkpoints.keepNewest(plan.keepCheckpoints());
  }

  private TrainingState resume(Checkpoint checkpoint) throws IOException {
    Path from = checkpoint.folder();
    TrainingState state = Json.read(from.resolve(TrainingState.FILE), TrainingState.class);
    if (!state.settingsDigest().equals(plan.settingsDigest())) {
      throw new ArtifactException(
          "%s was made with other settings or other data; delete %s to train from the start"
              .formatted(from, from.getParent()));
    }
    learner.load(from.resolve(WEIGHTS), from.resolve(OPTIMISER), state.groupSteps());
    console.line(
        String.format(Locale.ROOT, "goes on after step %,d of %,d", state.step(), plan.steps()));
    return state;
  }

  private StepLog open(String name, @Nullable TrainingState state) throws IOException {
    return StepLog.open(
        folder.resolve(name), state == null ? 0 : state.logBytes().getOrDefault(name, 0L));
  }

  private void rememberHeldOut() throws IOException {
    for (String line : Files.readAllLines(folder.resolve(HELD_OUT_LOG), StandardCharsets.UTF_8)) {
      heldOut.remember(Json.MAPPER.readValue(line, HeldOutLine.class).loss);
    }
  }
}
