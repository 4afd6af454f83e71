package org.bloomery.train;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.Progress;
import org.bloomery.artifact.RankException;
import org.bloomery.artifact.run.SpikeSettings.Policy;
import org.bloomery.train.checkpoint.TrainingState;
import org.bloomery.train.data.Samples;
import org.bloomery.train.gauge.Diagnostics;
import org.bloomery.train.guard.SkippedSteps;
import org.bloomery.train.guard.SpikeWatch;
import org.bloomery.train.guard.SpikeWatch.Event;
import org.bloomery.train.guard.SpikeWatch.Finding;
import org.bloomery.train.guard.Switches;
import org.bloomery.train.log.MeasuredLog;
import org.bloomery.train.log.StepLog;
import org.bloomery.train.optim.LossScale;
import org.jspecify.annotations.Nullable;

/// Trains from wherever the folder's newest whole checkpoint stands until the plan is done.
///
/// A step reads its samples by number, adds up the gradient of its micro-batches, clips, updates,
/// and writes a line; everything written outside `measured/` is a function of the plan and the
/// data, so an interrupted run that goes on ends with the bytes of one that was not interrupted.
/// That holds for going back after a spike, too: what is decided follows from the log.
public final class TrainingLoop implements AutoCloseable {
  static final String LOG = "log.jsonl";
  static final String HELD_OUT_LOG = "held-out.jsonl";

  private final TrainingPlan plan;
  private final Learner learner;
  private final Samples samples;
  private final HeldOutLosses heldOut;
  private final Path folder;
  private final Console console;
  private final Switches switches;
  private final Runnable beat;
  private final RunCheckpoints checkpoints;
  private final Diagnostics diagnostics;
  private SkippedSteps skipped = SkippedSteps.NONE;
  private SpikeWatch spikes;
  private LossScale lossScale = LossScale.NONE;

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

  /// The line of a step that was not trained on.
  record SkippedLine(long step, long samples, long tokens, String skipped) {}

  /// A line of `held-out.jsonl`: nats a token by language.
  record HeldOutLine(long step, long samples, long tokens, Map<String, Double> loss) {}

  /// The open logs of one pass.
  private record Logs(StepLog steps, StepLog heldOut, MeasuredLog measured)
      implements AutoCloseable {
    @Override
    public void close() throws IOException {
      try (steps;
          heldOut;
          measured) {}
    }
  }

  /// A loop that writes into `folder`.
  ///
  /// @param switches files by which a person steers it
  /// @param beat told whenever something got done
  public TrainingLoop(
      TrainingPlan plan,
      Learner learner,
      Samples samples,
      List<HeldOutSet> heldOut,
      Path folder,
      Console console,
      Switches switches,
      Runnable beat) {
    this.plan = plan;
    this.learner = learner;
    this.samples = samples;
    this.heldOut = new HeldOutLosses(heldOut, plan.microBatch(), beat);
    this.folder = folder;
    this.console = console;
    this.switches = switches;
    this.beat = beat;
    this.checkpoints = new RunCheckpoints(plan, learner, folder.resolve("checkpoints"), console);
    this.spikes = new SpikeWatch(plan.spike());
    this.diagnostics = new Diagnostics(learner.gauges(), learner.profile());
  }

  /// What came of a run.
  ///
  /// @param heldOutLoss newest held-out loss by language, nats a token
  /// @param skipped steps that were not trained on
  public record Outcome(
      MeasuredLog.Energy energy, Map<String, Double> heldOutLoss, SkippedSteps skipped) {}

  /// Trains to the end.
  public Outcome run() throws IOException {
    return run(plan.steps());
  }

  /// Trains until `lastStep` steps are done and stops there as if killed: without a checkpoint that
  /// is not due.
  Outcome run(long lastStep) throws IOException {
    switches.requireFree();
    long last = Math.min(lastStep, plan.steps());
    while (true) {
      Optional<TrainingState> found = checkpoints.resume();
      @Nullable TrainingState state = found.orElse(null);
      long step = state == null ? 0 : state.step();
      lossScale = state == null ? plan.lossScale() : state.lossScale();
      if (state != null && skipped.equals(SkippedSteps.NONE)) {
        skipped = state.skipped();
      }
      try (Logs logs = open(state, step)) {
        remember();
        if (state == null) {
          start(logs);
        }
        if (train(step, last, logs)) {
          if (last == plan.steps()) {
            checkpoints.finish();
          }
          return new Outcome(logs.measured.energy(), heldOut.newest(), skipped);
        }
      }
    }
  }

  private void start(Logs logs) throws IOException {
    evaluate(0, logs);
    if (plan.spike().policy() == Policy.ROLLBACK) { // which may go back to the very beginning
      checkpoint(0, logs);
    }
  }

  /// Trains on.
  ///
  /// @return false when it went back to an earlier checkpoint, from which to go on
  private boolean train(long from, long to, Logs logs) throws IOException {
    try (Progress progress = console.progress("train", plan.tokens(plan.steps()), "tokens")) {
      progress.startAt(plan.tokens(from));
      for (long step = from + 1; step <= to; step++) {
        if (!step(step, logs, progress)) {
          return false;
        }
        progress.advance(plan.tokens(step) - plan.tokens(step - 1));
        if (plan.evaluatesAfter(step)) {
          evaluate(step, logs);
        }
        boolean stop = switches.stopAsked();
        boolean save = switches.saveAsked();
        if (plan.checkpointsAfter(step) || stop || save) {
          checkpoint(step, logs);
          logs.measured.energy();
        }
        if (stop && step < plan.steps()) {
          checkpoints.close();
          throw switches.stopped(step);
        }
      }
    }
    return true;
  }

  /// One optimiser step, the `number`-th from 1, with its line.
  ///
  /// @return false when training goes back
  private boolean step(long number, Logs logs, Progress progress) throws IOException {
    Optional<String> reason = skipped.reason(number);
    long start = System.nanoTime();
    if (reason.isEmpty()) {
      StepLine line = compute(number);
      reason = overflow(line).or(() -> whyNotFinite(line));
      if (reason.isEmpty()) {
        lossScale = lossScale.clean();
        learner.update(line.learningRate);
        double seconds = (System.nanoTime() - start) / 1e9;
        logs.steps.add(line);
        logs.measured.step(
            new MeasuredLog.Step(
                line.step,
                line.samples,
                line.tokens,
                line.loss,
                line.gradientNorm,
                line.learningRate,
                plan.portions().batch(number),
                lossScale.factor()),
            seconds,
            plan.tokens(number) - plan.tokens(number - 1),
            diagnostics.step(
                line.gradientNorm,
                plan.microBatch(),
                plan.portions().batch(number),
                plan.portions().length(number)));
        logs.measured.norms(number, diagnostics.norms());
        progress.note(String.format(Locale.ROOT, "loss %.3f", line.loss));
        return !goesBackFor(spikes.add(number, line.loss, line.gradientNorm));
      }
      learner.dropGradients();
    }
    logs.steps.add(
        new SkippedLine(number, plan.samples(number), plan.tokens(number), reason.get()));
    return true;
  }

  private StepLine compute(long number) {
    long first = plan.samples(number - 1);
    int microBatches = plan.portions().batch(number) / plan.microBatch();
    double loss = 0;
    for (int m = 0; m < microBatches; m++) {
      MicroBatch batch = read(number, first + (long) m * plan.microBatch());
      loss += learner.addGradients(batch, lossScale.factor() / microBatches) / microBatches;
      if (m == 0) {
        diagnostics.first(lossScale.factor() / microBatches, microBatches == 1);
      }
      beat.run();
    }
    if (lossScale.adapts()) {
      learner.scaleGradient(1 / lossScale.factor());
    }
    diagnostics.complete(number, plan.evaluatesAfter(number));
    double norm = Double.isFinite(loss) ? learner.clipGradient(plan.clip()) : Double.NaN;
    double rate = plan.learningRate().at(plan.samples(number));
    return new StepLine(number, plan.samples(number), plan.tokens(number), loss, norm, rate);
  }

  private MicroBatch read(long number, long firstSample) {
    long start = learner.profile().start();
    int length = plan.portions().length(number);
    int[] whole = new int[plan.sequence() + 1];
    int[] tokens = new int[plan.microBatch() * (length + 1)];
    for (int r = 0; r < plan.microBatch(); r++) {
      samples.read(firstSample + r, whole, 0);
      System.arraycopy(whole, 0, tokens, r * (length + 1), length + 1);
    }
    learner.profile().add("data", start);
    return new MicroBatch(tokens, plan.microBatch(), length, number - 1, firstSample);
  }

  /// In 16-bit floats a gradient may overflow; then the step is left out, and the next one scales
  /// the loss less.
  private Optional<String> overflow(StepLine line) {
    if (!Double.isFinite(line.loss) || Double.isFinite(line.gradientNorm) || !lossScale.canFall()) {
      return Optional.empty();
    }
    String reason =
        String.format(
            Locale.ROOT, "the gradient overflowed at the loss scale %.0f", lossScale.factor());
    lossScale = lossScale.overflowed();
    return Optional.of(reason);
  }

  /// Why the weights must not be touched by this step, if they must not: such a gradient would
  /// destroy them.
  private Optional<String> whyNotFinite(StepLine line) {
    String what =
        !Double.isFinite(line.loss)
            ? "loss of step %d is %s".formatted(line.step, line.loss)
            : !Double.isFinite(line.gradientNorm)
                ? "gradient norm of step %d is %s".formatted(line.step, line.gradientNorm)
                : "";
    if (what.isEmpty()) {
      return Optional.empty();
    }
    if (plan.spike().policy() != Policy.ROLLBACK) {
      throw new RankException(
          "The %s; the weights were not touched. Lower train.learningRate, lengthen train.warmUpSamples, set train.precision = \"fp32\", or let such steps be skipped with train.spike.policy = \"rollback\", and train again (samples %d to %d are the suspects)."
              .formatted(what, plan.samples(line.step - 1), plan.samples(line.step) - 1));
    }
    skip(new SkippedSteps.Range(line.step, line.step, "the " + what));
    return Optional.of("the " + what);
  }

  private boolean goesBackFor(Optional<Finding> finding) throws IOException {
    if (finding.isEmpty()) {
      return false;
    }
    Finding spike = finding.get();
    console.line(sentence(spike));
    if (spike.event() != Event.LASTS || plan.spike().policy() != Policy.ROLLBACK) {
      return false;
    }
    long first = Math.max(1, spike.firstStep() - plan.spike().skipBeforeSteps());
    long last = Math.min(plan.steps(), spike.firstStep() + plan.spike().skipSteps() - 1);
    skip(
        new SkippedSteps.Range(
            first, last, "spike of the loss from step %d on".formatted(spike.firstStep())));
    if (!checkpoints.goBackBefore(first)) {
      throw new RankException(
          "The loss spike of step %d has lasted, and no checkpoint from before step %d is left; raise train.keepCheckpoints and train again"
              .formatted(spike.firstStep(), first));
    }
    return true;
  }

  private String sentence(Finding spike) {
    String numbers =
        String.format(
            Locale.ROOT, "loss %.3f, gradient norm %.3g", spike.loss(), spike.gradientNorm());
    return switch (spike.event()) {
      case BEGINS -> "loss spike from step " + spike.firstStep() + " on: " + numbers;
      case HEALED -> "the spike of step " + spike.firstStep() + " is over: " + numbers;
      case LASTS ->
          "the spike of step "
              + spike.firstStep()
              + " has lasted "
              + plan.spike().patienceSteps()
              + " steps: "
              + numbers;
    };
  }

  private void skip(SkippedSteps.Range range) {
    if (skipped.ranges().size() >= plan.spike().mostSkips()) {
      throw new RankException(
          "Training has skipped data %d times (train.spike.mostSkips) and should skip again: %s. Look at the learning rate, the precision and the data of steps %d to %d"
              .formatted(skipped.ranges().size(), range.reason(), range.first(), range.last()));
    }
    skipped = skipped.and(range);
    console.line(
        "steps %d to %d are skipped: %s".formatted(range.first(), range.last(), range.reason()));
  }

  private void evaluate(long step, Logs logs) throws IOException {
    Map<String, Double> losses = heldOut.measure(learner);
    learner.profile().report(console, folder.resolve("measured"), step);
    if (losses.isEmpty()) {
      return;
    }
    heldOut.show(console, step, losses);
    heldOut.remember(losses);
    logs.heldOut.add(new HeldOutLine(step, plan.samples(step), plan.tokens(step), losses));
    logs.measured.heldOut(step, plan.samples(step), plan.tokens(step), losses);
  }

  private void checkpoint(long step, Logs logs) throws IOException {
    samples.requireUnchanged();
    Map<String, Long> bytes = Map.of(LOG, logs.steps.force(), HELD_OUT_LOG, logs.heldOut.force());
    long suspect = spikes.suspectSince() < 0 ? step + 1 : spikes.suspectSince();
    checkpoints.write(step, bytes, skipped, lossScale, suspect - plan.spike().skipBeforeSteps());
    beat.run();
  }

  private Logs open(@Nullable TrainingState state, long step) throws IOException {
    return new Logs(
        open(LOG, state),
        open(HELD_OUT_LOG, state),
        MeasuredLog.open(folder.resolve("measured"), step));
  }

  private StepLog open(String name, @Nullable TrainingState state) throws IOException {
    return StepLog.open(
        folder.resolve(name), state == null ? 0 : state.logBytes().getOrDefault(name, 0L));
  }

  /// Takes from the logs what the steps before have taught.
  private void remember() throws IOException {
    heldOut.forget();
    for (String line : Files.readAllLines(folder.resolve(HELD_OUT_LOG), StandardCharsets.UTF_8)) {
      heldOut.remember(Json.MAPPER.readValue(line, HeldOutLine.class).loss);
    }
    spikes = new SpikeWatch(plan.spike());
    for (String line : Files.readAllLines(folder.resolve(LOG), StandardCharsets.UTF_8)) {
      JsonNode node = Json.MAPPER.readTree(line);
      if (!node.has("skipped")) {
        StepLine step = Json.MAPPER.treeToValue(node, StepLine.class);
        spikes.add(step.step, step.loss, step.gradientNorm);
      }
    }
  }

  /// Waits for the checkpoint that is being written.
  @Override
  public void close() throws IOException {
    checkpoints.close();
  }
}
