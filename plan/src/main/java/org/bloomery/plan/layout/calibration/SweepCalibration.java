package org.bloomery.plan.layout.calibration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.pipeline.Schedule;
import org.bloomery.artifact.run.Precision;
import org.bloomery.artifact.sweep.SweepConfiguration;
import org.bloomery.artifact.sweep.SweepFile;
import org.bloomery.artifact.sweep.SweepRow;
import org.bloomery.plan.layout.Cluster;
import org.bloomery.plan.layout.Layout;
import org.bloomery.plan.layout.Sharding;
import org.bloomery.plan.layout.SingleProcessMemory;
import org.bloomery.plan.shape.Recompute;
import org.bloomery.plan.shape.Shape;
import org.jspecify.annotations.Nullable;

/// What a sweep of short trainings on this machine says of the time and the memory of others, in
/// one process of the same precision and number of workers.
///
/// @param file the sweep's table
/// @param machine on which it was measured
/// @param precision of the rows that are used
/// @param workers of these rows
/// @param otherRows rows of other precisions and workers, and configurations that failed
/// @param matrixFlopsPerSecond at which the workers multiply matrices: the rows' median
/// @param steps the fit to the seconds of a step
/// @param memory the fit to the peaks of memory; absent where the system did not tell them
public record SweepCalibration(
    String file,
    String machine,
    String precision,
    int workers,
    int otherRows,
    double matrixFlopsPerSecond,
    StepCalibration steps,
    @Nullable SweptMemory memory) {
  /// More than there are numbers in either fit.
  private static final int FEWEST = 8;

  /// Fits time and memory to the rows that are like a run.
  ///
  /// @param precision of the run, resolved
  /// @param workers of the run
  /// @param formulas that count the parts of memory
  /// @param memoryBytesPerSecond assumed of the machine; the fit finds the multiple that is reached
  public static SweepCalibration of(
      Path file,
      Precision precision,
      int workers,
      SingleProcessMemory formulas,
      double memoryBytesPerSecond) {
    SweepFile.Table table = SweepFile.read(file);
    List<SweepRow> used =
        table.rows().stream()
            .filter(row -> row.measured() != null)
            .filter(row -> row.configuration().precision() == precision)
            .filter(row -> row.configuration().workers() == workers)
            .toList();
    String name = precision.name().toLowerCase(Locale.ROOT);
    if (used.size() < FEWEST) {
      throw new InputException(
          "plan.sweep = \"%s\" has %d configurations measured in %s by %d workers, and %d are needed; list more in [sweep] and give `bloomery sweep` again"
              .formatted(file, used.size(), name, workers, FEWEST));
    }
    double rate = median(used);
    List<MeasuredRow> rows = new ArrayList<>();
    used.forEach(row -> rows.add(row(rows.size() + 1, row)));
    Cluster machine = Cluster.single(table.machine(), rate, Double.MAX_VALUE, memoryBytesPerSecond);
    String source = file + ", measured on " + table.machine();
    boolean memoryTold = rows.stream().allMatch(row -> row.memoryGib() != null);
    return new SweepCalibration(
        file.toString(),
        table.machine(),
        name,
        workers,
        table.rows().size() - used.size(),
        rate,
        StepCalibration.fit(rows, machine, source),
        memoryTold ? SweptMemory.fit(rows, formulas, source) : null);
  }

  private static double median(List<SweepRow> rows) {
    double[] rates =
        rows.stream()
            .mapToDouble(row -> Objects.requireNonNull(row.measured()).matrixFlopsPerSecond())
            .sorted()
            .toArray();
    return (rates[(rates.length - 1) / 2] + rates[rates.length / 2]) / 2;
  }

  private static MeasuredRow row(int number, SweepRow row) {
    SweepConfiguration c = row.configuration();
    SweepRow.Measured measured = Objects.requireNonNull(row.measured());
    Long memory = measured.peakMemoryBytes();
    return new MeasuredRow(
        "",
        number,
        new Shape(c.layers(), c.hidden(), c.heads(), c.vocabulary(), c.sequence()),
        new Layout(
            1,
            1,
            1,
            c.microBatch(),
            c.batch(),
            Sharding.ZERO_0,
            Schedule.ONE_FORWARD_ONE_BACKWARD,
            c.recompute() ? Recompute.FULL : Recompute.NONE,
            false,
            true),
        measured.medianSeconds(),
        null,
        memory == null ? null : (Double) (memory / (double) (1L << 30)),
        false,
        "");
  }

  /// What a prediction rests on and how far it may be off.
  public List<String> sentences() {
    FitQuality time = steps.quality();
    List<String> sentences = new ArrayList<>();
    sentences.add(
        String.format(
            Locale.ROOT,
            "Calibrated on this machine's own short trainings: %d configurations in %s by %d workers of"
                + " %s (%s%s).",
            time.rows(),
            precision,
            workers,
            file,
            machine,
            otherRows == 0 ? "" : "; %d other rows left out".formatted(otherRows)));
    Double shapes = time.rmsShapeLeftOut();
    sentences.add(
        String.format(
            Locale.ROOT,
            "Seconds of a step: fitted within %.1f %% (root mean square), %.1f %% where each was left"
                + " out of its own fit%s.",
            100 * time.rms(),
            100 * time.rmsLeftOut(),
            shapes == null
                ? ""
                : String.format(Locale.ROOT, ", %.1f %% where its whole shape was", 100 * shapes)));
    SweptMemory peaks = memory;
    if (peaks != null) {
      sentences.add(
          String.format(
              Locale.ROOT,
              "Peak of memory: within %.3f GiB, %.3f GiB where each was left out.",
              peaks.quality().rms(),
              peaks.quality().rmsLeftOut()));
    }
    return sentences;
  }
}
