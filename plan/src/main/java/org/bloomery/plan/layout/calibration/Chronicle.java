package org.bloomery.plan.layout.calibration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bloomery.plan.figure.Assumptions;
import org.bloomery.plan.layout.Cluster;
import org.bloomery.plan.layout.StepCosts;

/// The layouts that BigScience measured before BLOOM, and what was fitted to them.
///
/// The runs set CUDA_LAUNCH_BLOCKING=1, so launches and links look slower than they need to be.
public final class Chronicle {
  public static final String SOURCE =
      "bigscience-workshop/bigscience, train/tr11-176B-ml/chronicles-prequel.md";

  private static final int DEVICES = 384;

  /// All rows, in the order of the document.
  public static final List<MeasuredRow> ROWS = read();

  private Chronicle() {}

  public static Cluster cluster() {
    return Cluster.jeanZay(DEVICES);
  }

  public static MemoryCalibration memory() {
    return MemoryFit.FIT;
  }

  public static StepCalibration steps() {
    return StepFit.FIT;
  }

  /// What to predict a step with where no rows of the cluster's own exist: the fit on the devices
  /// that were measured, assumptions on all others, since launches and links do not scale with the
  /// peak.
  public static StepCosts costs(Cluster cluster, Assumptions assumptions) {
    boolean measured = cluster.name().equals(cluster().name());
    return measured ? steps().costs() : StepCosts.assumed(assumptions);
  }

  private static List<MeasuredRow> read() {
    try (InputStream in = Chronicle.class.getResourceAsStream("chronicle.csv")) {
      if (in == null) {
        throw new IllegalStateException("chronicle.csv is not on the class path");
      }
      return MeasuredRows.parse(
          "chronicle.csv", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("chronicle.csv of the plan room cannot be read", e);
    }
  }

  /// Fitted when first asked for.
  private static final class MemoryFit {
    static final MemoryCalibration FIT = MemoryCalibration.fit(ROWS, SOURCE);
  }

  private static final class StepFit {
    static final StepCalibration FIT = StepCalibration.fit(ROWS, cluster(), SOURCE);
  }
}
