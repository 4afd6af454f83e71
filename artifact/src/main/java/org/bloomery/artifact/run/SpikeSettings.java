package org.bloomery.artifact.run;

import java.util.Locale;
import org.bloomery.artifact.Require;

/// What training does when the loss jumps.
///
/// A step is suspect when its loss or its gradient norm lies `threshold` robust standard deviations
/// above the steps before it; two suspect steps in a row are a spike. Most spikes heal by
/// themselves (BLOOM's at step 31,216 within about 30 steps), so nothing is done for
/// `patienceSteps`.
///
/// @param policy what is done
/// @param window calm steps that a step is compared with
/// @param threshold robust standard deviations
/// @param patienceSteps steps after which a spike has not healed
/// @param skipBeforeSteps steps before a spike that are skipped, too: gradients lead the loss
/// @param skipSteps steps skipped from the spike on
/// @param mostSkips skipped ranges after which training gives up
public record SpikeSettings(
    Policy policy,
    int window,
    double threshold,
    int patienceSteps,
    int skipBeforeSteps,
    int skipSteps,
    int mostSkips) {
  /// What is done about a spike.
  public enum Policy {
    /// It is named, and training goes on.
    WAIT,
    /// Once it has lasted too long, training goes back to the checkpoint before it and skips its
    /// data; a step without a finite gradient is skipped at once.
    ROLLBACK;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public SpikeSettings {
    Require.that(
        window >= 16, "window = " + window + " is below 16, too few to know what is usual");
    Require.that(
        threshold >= 3, "threshold = " + threshold + " is below 3: usual steps would count");
    Require.that(patienceSteps >= 2, "patienceSteps = " + patienceSteps + " is below 2");
    Require.that(skipBeforeSteps >= 0, "skipBeforeSteps = " + skipBeforeSteps + " is negative");
    Require.that(skipSteps > 0, "skipSteps = " + skipSteps + " is not positive");
    Require.that(mostSkips > 0, "mostSkips = " + mostSkips + " is not positive");
  }
}
