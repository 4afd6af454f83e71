package org.bloomery.train.guard;

import java.util.Optional;
import org.bloomery.artifact.run.SpikeSettings;

/// Finds loss spikes in the series of losses and gradient norms.
///
/// Both are looked at on a logarithmic scale, where a spike of the norm is as conspicuous as one of
/// the loss: in BLOOM's spike of step 31,216 the norm rose from 0.24 over 0.95 and 2.4 to 16 while
/// the loss went from 2.2 to 5.1 (BigScience, train/tr11-176B-ml/chronicles.md). A fixed multiple
/// of the first losses would not have seen it.
public final class SpikeWatch {
  /// Suspect steps in a row that make a spike, and calm ones that end it.
  private static final int IN_A_ROW = 2;

  /// Relative deviations that no series is smoother than, for the purpose of alarm.
  private static final double LEAST_LOSS_DEVIATION = 0.01;

  private static final double LEAST_NORM_DEVIATION = 0.05;

  private final SpikeSettings settings;
  private RobustLevel losses;
  private RobustLevel norms;
  private long firstSuspect = -1;
  private int suspects;
  private int calm;
  private boolean open;

  public SpikeWatch(SpikeSettings settings) {
    this.settings = settings;
    this.losses = new RobustLevel(settings.window(), LEAST_LOSS_DEVIATION);
    this.norms = new RobustLevel(settings.window(), LEAST_NORM_DEVIATION);
  }

  /// What a step has shown.
  public enum Event {
    /// A spike has begun.
    BEGINS,
    /// It is over.
    HEALED,
    /// It has lasted as long as patience allows; from here on its level counts as usual.
    LASTS
  }

  /// An event with the numbers of the step that showed it.
  ///
  /// @param firstStep first step of the spike
  public record Finding(Event event, long firstStep, double loss, double gradientNorm) {}

  /// Takes the next step in.
  public Optional<Finding> add(long step, double loss, double gradientNorm) {
    double logLoss = Math.log(Math.max(loss, Double.MIN_NORMAL));
    double logNorm = Math.log(Math.max(gradientNorm, Double.MIN_NORMAL));
    if (!isSuspect(logLoss, logNorm)) {
      losses.add(logLoss);
      norms.add(logNorm);
      return calm(loss, gradientNorm);
    }
    calm = 0;
    suspects++;
    if (firstSuspect < 0) {
      firstSuspect = step;
    }
    if (!open && suspects == IN_A_ROW) {
      open = true;
      return Optional.of(new Finding(Event.BEGINS, firstSuspect, loss, gradientNorm));
    }
    if (open && step - firstSuspect >= settings.patienceSteps()) {
      Finding lasts = new Finding(Event.LASTS, firstSuspect, loss, gradientNorm);
      losses = new RobustLevel(settings.window(), LEAST_LOSS_DEVIATION);
      norms = new RobustLevel(settings.window(), LEAST_NORM_DEVIATION);
      close();
      return Optional.of(lasts);
    }
    return Optional.empty();
  }

  /// The first of the suspect steps up to now, or −1 when the last step was calm.
  public long suspectSince() {
    return firstSuspect;
  }

  private boolean isSuspect(double logLoss, double logNorm) {
    return losses.size() >= settings.window() / 2
        && (losses.above(logLoss) > settings.threshold()
            || norms.above(logNorm) > settings.threshold());
  }

  private Optional<Finding> calm(double loss, double gradientNorm) {
    calm++;
    if (open && calm < IN_A_ROW) {
      return Optional.empty();
    }
    Optional<Finding> healed =
        open
            ? Optional.of(new Finding(Event.HEALED, firstSuspect, loss, gradientNorm))
            : Optional.empty();
    close();
    return healed;
  }

  private void close() {
    firstSuspect = -1;
    suspects = 0;
    calm = 0;
    open = false;
  }
}
