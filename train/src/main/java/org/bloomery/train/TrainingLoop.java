package org.bloomery.train;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Progress;
import org.bloomery.artifact.RankException;
import org.bloomery.artifact.run.SpikeSettings.Policy;
import org.bloomery.train.RunLogs.HeldOutLine;
import org.bloomery.train.RunLogs.SkippedLine;
import org.bloomery.train.RunLogs.StepLine;
import org.bloomery.train.checkpoint.TrainingState;
import org.bloomery.train.data.Samples;
import org.bloomery.train.gauge.Diagnostics;
import org.bloomery.train.guard.SkippedSteps;
import org.bloomery.train.guard.SpikeWatch.Finding;
import org.bloomery.train.guard.Switches;
import org.bloomery.train.log.MeasuredLog;
import org.jspecify.annotations.Nullable;

/// Trains from wherever the folder's newest whole checkpoint stands until the plan is done.
///
/// A step reads its samples by number, adds up the gradient of its micro-batches, clips, updates,
/// and writes a line; everything written outside `measured/` is a function of the plan and the
/// data, so an interrupted run that goes on ends with the bytes of one that was not interrupted.
/// That holds for going back after a spike, too: what is decided follows from the log.
public final class TrainingLoop implements AutoCloseable {
  private final TrainingPlan plan;
  private final Learner learner;
  private final Samples samples;
  private final HeldOutLosses heldOut;
  private final Path folder;
  private final Console console;
  private final Clock clock;
  private final Switches switches;
  private final Runnable beat;
  private final RunCheckpoints checkpoints;
  private final Diagnostics diagnostics;
  private final StepGradient gradient;
  private final StepGuards guards;

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
    this(plan, learner, samples, heldOut, folder, console, switches, beat, Clock.systemUTC());
  }

  /// @param clock the time of day for TensorBoard; nothing else looks at it
  TrainingLoop(
      TrainingPlan plan,
      Learner learner,
      Samples samples,
      List<HeldOutSet> heldOut,
      Path folder,
      Console console,
      Switches switches,
      Runnable beat,
      Clock clock) {
    this.plan = plan;
    this.learner = learner;
    this.samples = samples;
    this.heldOut = new HeldOutLosses(heldOut, plan.microBatch(), beat);
    this.folder = folder;
    this.console = console;
    this.clock = clock;
    this.switches = switches;
    this.beat = beat;
    this.checkpoints = new RunCheckpoints(plan, learner, folder.resolve("checkpoints"), console);
    this.diagnostics = new Diagnostics(learner.gauges(), learner.profile());
    this.gradient = new StepGradient(plan, learner, samples, diagnostics, beat);
    this.guards = new StepGuards(plan, console);
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
      @Nullable TrainingState state = checkpoints.resume().orElse(null);
      guards.resume(state);
      try (RunLogs logs = RunLogs.open(folder, state, clock)) {
        logs.remember(guards.spikes(), heldOut);
        if (state == null) {
          start(logs);
        }
        if (train(state == null ? 0 : state.step(), last, logs)) {
          if (last == plan.steps()) {
            checkpoints.finish();
          }
          return new Outcome(logs.measured().energy(), heldOut.newest(), guards.skipped());
        }
      }
    }
  }

  private void start(RunLogs logs) throws IOException {
    evaluate(0, logs);
    if (plan.spike().policy() == Policy.ROLLBACK) { // which may go back to the very beginning
      checkpoint(0, logs);
    }
  }

  /// Trains on.
  ///
  /// @return false when it went back to an earlier checkpoint, from which to go on
  private boolean train(long from, long to, RunLogs logs) throws IOException {
    learner.enter(Phase.TRAINING);
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
          logs.measured().energy();
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
  private boolean step(long number, RunLogs logs, Progress progress) throws IOException {
    Optional<String> reason = guards.skipped().reason(number);
    if (reason.isEmpty()) {
      long start = System.nanoTime();
      StepLine line = gradient.compute(number, guards.lossScale().factor());
      reason = guards.whyNot(line);
      if (reason.isEmpty()) {
        learner.update(line.learningRate());
        double seconds = (System.nanoTime() - start) / 1e9;
        Optional<Finding> finding = guards.look(line);
        logs.add(finding.isPresent() ? line.with(finding.get()) : line);
        measure(line, seconds, logs.measured());
        progress.note(String.format(Locale.ROOT, "loss %.3f", line.loss()));
        OptionalLong before = guards.goesBackBefore(finding);
        if (before.isPresent()) {
          goBackBefore(before.getAsLong());
        }
        return before.isEmpty();
      }
      learner.dropGradients();
    }
    logs.add(new SkippedLine(number, plan.samples(number), plan.tokens(number), reason.get()));
    return true;
  }

  private void measure(StepLine line, double seconds, MeasuredLog measured) throws IOException {
    int batch = plan.portions().batch(line.step());
    measured.step(
        new MeasuredLog.Step(
            line.step(),
            line.samples(),
            line.tokens(),
            line.loss(),
            line.gradientNorm(),
            line.learningRate(),
            batch,
            guards.lossScale().factor()),
        seconds,
        plan.tokens(line.step()) - plan.tokens(line.step() - 1),
        diagnostics.step(
            line.gradientNorm(), plan.microBatch(), batch, plan.portions().length(line.step())));
    measured.norms(line.step(), diagnostics.norms());
  }

  private void goBackBefore(long step) throws IOException {
    if (!checkpoints.goBackBefore(step)) {
      throw RankException.decided(
          "The loss spike has lasted, and no checkpoint from before step %d is left to go back to; raise train.keepCheckpoints and train again"
              .formatted(step));
    }
  }

  private void evaluate(long step, RunLogs logs) throws IOException {
    learner.enter(Phase.HELD_OUT_LOSSES);
    Map<String, Double> losses = heldOut.measure(learner);
    learner.report(console, folder.resolve("measured"), step);
    if (losses.isEmpty()) {
      return;
    }
    heldOut.show(console, step, losses);
    heldOut.remember(losses);
    logs.add(new HeldOutLine(step, plan.samples(step), plan.tokens(step), losses));
  }

  private void checkpoint(long step, RunLogs logs) throws IOException {
    samples.requireUnchanged();
    learner.enter(Phase.CHECKPOINT);
    checkpoints.write(
        step, logs.force(), guards.skipped(), guards.lossScale(), guards.mayGoBackBefore(step));
    beat.run();
  }

  /// Waits for the checkpoint that is being written.
  @Override
  public void close() throws IOException {
    checkpoints.close();
  }
}
