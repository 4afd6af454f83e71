package org.bloomery.plan.layout.calibration;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bloomery.artifact.pipeline.Schedule;
import org.bloomery.artifact.run.Precision;
import org.bloomery.artifact.sweep.SweepConfiguration;
import org.bloomery.artifact.sweep.SweepFile;
import org.bloomery.artifact.sweep.SweepRow;
import org.bloomery.plan.layout.Layout;
import org.bloomery.plan.layout.MemoryEstimate;
import org.bloomery.plan.layout.Sharding;
import org.bloomery.plan.shape.Recompute;
import org.bloomery.plan.shape.Shape;
import org.bloomery.plan.shape.TrainingFlops;

/// A machine that is made up: its time and memory follow formulas of their own, and a sweep of it
/// holds what they say.
public final class SweptMachine {
  public static final double MATRIX_SPEED = 1e11;
  public static final double MEMORY_SPEED = 3e10;

  /// Of the seconds, as a share.
  double noise;

  boolean tellsMemory = true;
  final List<SweepRow> rows = new ArrayList<>();

  public SweptMachine() {
    for (int layers : new int[] {2, 4}) {
      for (int hidden : new int[] {128, 256, 320}) {
        for (int sequence : new int[] {128, 256}) {
          for (int microBatch : new int[] {2, 4}) {
            for (int batch : new int[] {4, 8}) {
              rows.add(row(layers, hidden, sequence, microBatch, batch));
            }
          }
        }
      }
    }
  }

  /// Writes the table of the sweep.
  public Path write(Path file) throws IOException {
    Random random = new Random(7);
    try (SweepFile table = SweepFile.open(file, Map.of(), sentence -> {})) {
      for (SweepRow row : rows) {
        table.append(disturbed(row, 1 + noise * random.nextGaussian()));
      }
    }
    return file;
  }

  private SweepRow disturbed(SweepRow row, double factor) {
    SweepRow.Measured m = row.measured();
    return m == null
        ? row
        : SweepRow.of(
            row.configuration(),
            new SweepRow.Measured(
                m.parameters(),
                m.medianSeconds() * factor,
                m.minimumSeconds() * factor,
                m.modelFlopsPerSecond(),
                m.matrixFlopsPerSecond(),
                tellsMemory ? m.peakMemoryBytes() : null,
                m.libtorch(),
                m.commit()));
  }

  private SweepRow row(int layers, int hidden, int sequence, int microBatch, int batch) {
    SweepConfiguration configuration =
        new SweepConfiguration(
            layers, hidden, 4, 8192, sequence, microBatch, batch, Precision.FP32, false, 2);
    Shape shape = new Shape(layers, hidden, 4, 8192, sequence);
    Layout layout =
        new Layout(
            1,
            1,
            1,
            microBatch,
            batch,
            Sharding.ZERO_0,
            Schedule.ONE_FORWARD_ONE_BACKWARD,
            Recompute.NONE,
            false,
            true);
    double seconds = seconds(shape, layout);
    return SweepRow.of(
        configuration,
        new SweepRow.Measured(
            shape.parameters(),
            seconds,
            seconds,
            TrainingFlops.perToken(shape) * batch * sequence / seconds,
            MATRIX_SPEED,
            (long) bytes(shape, layout),
            "2",
            "abc"));
  }

  /// Matrix products at 60 % of their speed, half a millisecond a block and pass, the optimiser at
  /// a fifth of the memory's speed, and 3 ms a step.
  public double seconds(Shape shape, Layout layout) {
    double tokens = (double) layout.globalBatch() * shape.context();
    double passes = (double) layout.globalBatch() / layout.microBatch();
    return TrainingFlops.perToken(shape) * tokens / (0.6 * MATRIX_SPEED)
        + 0.0005 * shape.layers() * passes
        + 5 * 28.0 * shape.parameters() / MEMORY_SPEED
        + 0.003;
  }

  /// A quarter more than the state, three quarters of the activations, the logits twice, and half a
  /// GiB.
  public double bytes(Shape shape, Layout layout) {
    int rows = Math.min(1024, layout.microBatch() * shape.context());
    MemoryEstimate estimate = MemoryEstimate.of(shape, layout.microBatch(), 4, false, rows);
    return 1.25 * estimate.state()
        + 0.75 * estimate.activations()
        + 2 * estimate.logits()
        + 0.5 * (1L << 30);
  }
}
