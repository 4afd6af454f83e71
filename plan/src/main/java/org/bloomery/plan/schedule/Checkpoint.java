package org.bloomery.plan.schedule;

import java.util.List;
import org.bloomery.artifact.RunFileException;
import org.bloomery.plan.figure.Assumption;

/// What is saved, and how often to save it.
///
/// BLOOM's 14 bytes for each of 176,247,271,424 parameters are 2.467 TB or 2.244 TiB; the 2.3 TB of
/// its notes is what `du -h` prints of the latter, rounding up.
public final class Checkpoint {
  /// bf16 weights 2, fp32 weights 4, two moments of Adam 8.
  public static final Assumption BYTES_PER_PARAMETER =
      new Assumption(
          "checkpointBytesPerParameter",
          "bytes of a checkpoint for each parameter",
          14,
          12,
          18,
          "bytes",
          "bigscience-workshop/bigscience, train/tr11-176B-ml/README.md: bf16 weights 2, fp32"
              + " weights 4, Adam 8; 12 without the bf16 copy, 18 with fp32 gradients");

  /// How fast the file system takes it in.
  public static final Assumption SAVE_SPEED =
      new Assumption(
          "saveBytesPerSecondPerDevice",
          "bytes that a checkpoint writes a second, for each device",
          1.6e8,
          2e7,
          2e9,
          "bytes/s",
          "BLOOM's 384 devices saved 2.3 TB, as du prints it, in 40 s"
              + " (bigscience-workshop/bigscience, train/tr11-176B-ml/chronicles.md); from a shared disk to a local NVMe drive");

  /// How often one device brings the run down.
  public static final Assumption FAILURES =
      new Assumption(
          "failuresPerDeviceHour",
          "unplanned interruptions for each device and hour",
          1.97e-5,
          1.5e-5,
          7.3e-5,
          "/h",
          "Llama 3: 419 in 54 days on 16,384 H100 (Dubey et al. 2024, table 5); BLOOM: about one a"
              + " week on 384 A100 (chronicles.md); OPT-175B: about 105 in two months on 992 A100"
              + " (Zhang et al. 2022, §2.5)");

  /// From a failure to the next step.
  public static final Assumption RESTART =
      new Assumption(
              "restartSeconds",
              "seconds from a failure to the first step again",
              660,
              120,
              3600,
              "seconds",
              "median of 11 minutes between automatic attempts on 504 B200 (operations report of SKT,"
                  + " Upstage and Lablup, 2026); a person who must be woken takes an hour")
          .atLeast(0);

  public static final List<Assumption> ASSUMED =
      List.of(BYTES_PER_PARAMETER, SAVE_SPEED, FAILURES, RESTART);

  public static final String YOUNG_SOURCE = "√(2δM): Young 1974";
  public static final String DALY_SOURCE =
      "√(2δM)·(1 + √(δ/2M)/3 + (δ/2M)/9) − δ: Daly 2006, eq. 37";

  private Checkpoint() {}

  public static double bytes(double parameters, double bytesPerParameter) {
    return parameters * bytesPerParameter;
  }

  /// Seconds of one save.
  ///
  /// @param bytesPerSecondPerDevice such as [#SAVE_SPEED]
  public static double saveSeconds(double bytes, int devices, double bytesPerSecondPerDevice) {
    return bytes / (devices * bytesPerSecondPerDevice);
  }

  /// Mean seconds between failures of all devices together.
  public static double secondsBetweenFailures(int devices, double failuresPerDeviceHour) {
    if (devices < 1 || !(failuresPerDeviceHour > 0)) {
      throw new RunFileException(
          devices
              + " devices that fail "
              + failuresPerDeviceHour
              + " times an hour have no mean time between failures; both must be above zero");
    }
    return 3600 / (devices * failuresPerDeviceHour);
  }

  /// Work between two saves, first order.
  ///
  /// @param saveSeconds δ
  /// @param secondsBetweenFailures M
  public static double youngSeconds(double saveSeconds, double secondsBetweenFailures) {
    return Math.sqrt(2 * saveSeconds * secondsBetweenFailures);
  }

  /// Work between two saves, with the terms that matter when saving takes long.
  public static double dalySeconds(double saveSeconds, double secondsBetweenFailures) {
    if (saveSeconds >= 2 * secondsBetweenFailures) {
      return secondsBetweenFailures;
    }
    double ratio = saveSeconds / (2 * secondsBetweenFailures);
    return youngSeconds(saveSeconds, secondsBetweenFailures)
            * (1 + Math.sqrt(ratio) / 3 + ratio / 9)
        - saveSeconds;
  }

  /// Whole steps between saves, at least one.
  public static long steps(double intervalSeconds, double secondsPerStep) {
    return Math.max(1, Math.round(intervalSeconds / secondsPerStep));
  }
}
