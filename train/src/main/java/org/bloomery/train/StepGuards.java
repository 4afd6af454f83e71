package org.bloomery.train;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.RankException;
import org.bloomery.artifact.run.SpikeSettings.Policy;
import org.bloomery.train.RunLogs.StepLine;
import org.bloomery.train.checkpoint.TrainingState;
import org.bloomery.train.guard.SkippedSteps;
import org.bloomery.train.guard.SpikeWatch;
import org.bloomery.train.guard.SpikeWatch.Event;
import org.bloomery.train.guard.SpikeWatch.Finding;
import org.bloomery.train.optim.LossScale;
import org.jspecify.annotations.Nullable;

/// Decides over steps with bad numbers: an overflow lowers the loss scale, a number that is not
/// finite never reaches the weights, a spike is named and, where the run file says so, its data
/// skipped. What is decided follows from the log and the checkpoint, so that a run that was
/// interrupted decides the same.
final class StepGuards {
  private final TrainingPlan plan;
  private final Console console;
  private SkippedSteps skipped = SkippedSteps.NONE;
  private SpikeWatch spikes;
  private LossScale lossScale = LossScale.NONE;

  StepGuards(TrainingPlan plan, Console console) {
    this.plan = plan;
    this.console = console;
    this.spikes = new SpikeWatch(plan.spike());
  }

  /// Goes on from a checkpoint, or from the start. What is skipped stays skipped: going back after
  /// a spike resumes from a checkpoint that did not know of it yet.
  void resume(@Nullable TrainingState state) {
    lossScale = state == null ? plan.lossScale() : state.lossScale();
    if (state != null && skipped.equals(SkippedSteps.NONE)) {
      skipped = state.skipped();
    }
    spikes = new SpikeWatch(plan.spike());
  }

  /// The ledger of steps that are not trained on.
  SkippedSteps skipped() {
    return skipped;
  }

  /// By what the loss of the next step is multiplied.
  LossScale lossScale() {
    return lossScale;
  }

  /// Takes in the numbers of earlier steps.
  SpikeWatch spikes() {
    return spikes;
  }

  /// Checkpoints from before this step may be needed to go back to.
  ///
  /// @param step the last one done
  long mayGoBackBefore(long step) {
    long suspect = spikes.suspectSince() < 0 ? step + 1 : spikes.suspectSince();
    return suspect - plan.spike().skipBeforeSteps();
  }

  /// Why the weights must not be touched by this step, if they must not.
  ///
  /// @throws RankException when such a step is not to be skipped
  Optional<String> whyNot(StepLine line) {
    Optional<String> reason = overflow(line).or(() -> whyNotFinite(line));
    if (reason.isEmpty()) {
      lossScale = lossScale.clean();
    }
    return reason;
  }

  /// In 16-bit floats a gradient may overflow; then the step is left out, and the next one scales
  /// the loss less.
  private Optional<String> overflow(StepLine line) {
    if (!Double.isFinite(line.loss())
        || Double.isFinite(line.gradientNorm())
        || !lossScale.canFall()) {
      return Optional.empty();
    }
    String reason =
        String.format(
            Locale.ROOT, "the gradient overflowed at the loss scale %.0f", lossScale.factor());
    lossScale = lossScale.overflowed();
    return Optional.of(reason);
  }

  /// Such a gradient would destroy the weights.
  private Optional<String> whyNotFinite(StepLine line) {
    String what =
        !Double.isFinite(line.loss())
            ? "loss of step %d is %s".formatted(line.step(), line.loss())
            : !Double.isFinite(line.gradientNorm())
                ? "gradient norm of step %d is %s".formatted(line.step(), line.gradientNorm())
                : "";
    if (what.isEmpty()) {
      return Optional.empty();
    }
    if (plan.spike().policy() != Policy.ROLLBACK) {
      throw RankException.decided(
          "The %s; the weights were not touched. Lower train.learningRate, lengthen train.warmUpSamples, set train.precision = \"fp32\", or let such steps be skipped with train.spike.policy = \"rollback\", and train again (samples %d to %d are the suspects)."
              .formatted(what, plan.samples(line.step() - 1), plan.samples(line.step()) - 1));
    }
    skip(new SkippedSteps.Range(line.step(), line.step(), "the " + what));
    return Optional.of("the " + what);
  }

  /// Takes the numbers of a step in that was trained on, and names what they show.
  Optional<Finding> look(StepLine line) {
    Optional<Finding> finding = spikes.add(line.step(), line.loss(), line.gradientNorm());
    finding.ifPresent(spike -> console.line(sentence(spike)));
    return finding;
  }

  /// The step before which to go back because of what was found, if training is to go back.
  OptionalLong goesBackBefore(Optional<Finding> finding) {
    Optional<Finding> lasts = finding.filter(spike -> spike.event() == Event.LASTS);
    if (lasts.isEmpty() || plan.spike().policy() != Policy.ROLLBACK) {
      return OptionalLong.empty();
    }
    long spikeStep = lasts.get().firstStep();
    long first = Math.max(1, spikeStep - plan.spike().skipBeforeSteps());
    long last = Math.min(plan.steps(), spikeStep + plan.spike().skipSteps() - 1);
    skip(
        new SkippedSteps.Range(
            first, last, "spike of the loss from step %d on".formatted(spikeStep)));
    return OptionalLong.of(first);
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
      throw RankException.decided(
          "Training has skipped data %d times (train.spike.mostSkips) and should skip again: %s. Look at the learning rate, the precision and the data of steps %d to %d"
              .formatted(skipped.ranges().size(), range.reason(), range.first(), range.last()));
    }
    skipped = skipped.and(range);
    console.line(
        "steps %d to %d are skipped: %s".formatted(range.first(), range.last(), range.reason()));
  }
}
