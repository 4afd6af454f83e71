package org.bloomery.plan.layout.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.bloomery.artifact.InputException;
import org.bloomery.plan.layout.FittedMemory;
import org.bloomery.plan.layout.StageMemory;

/// Fits [FittedMemory] to rows: GiB = slack · tensors of the fullest stage + runtime.
///
/// Two numbers only, so that no row can bend the line: the tensors come from formulas, and their
/// fullest stage does not depend on the fit.
///
/// @param model the fit
/// @param quality its errors in GiB
/// @param rows every row beside its prediction
public record MemoryCalibration(FittedMemory model, FitQuality quality, List<FittedRow> rows) {
  private static final double GIB = 1L << 30;
  private static final int FEWEST = 4;

  public MemoryCalibration {
    rows = List.copyOf(rows);
  }

  /// The fit to all rows that state memory.
  ///
  /// @param source of the rows, for the reader and for sentences about mistakes
  public static MemoryCalibration fit(List<MeasuredRow> all, String source) {
    List<MeasuredRow> measured = all.stream().filter(MeasuredRow::hasMemory).toList();
    if (measured.size() < FEWEST) {
      throw new InputException(
          source
              + ": "
              + measured.size()
              + " rows with memoryGib cannot fit a memory model; at least "
              + FEWEST
              + " are needed");
    }
    double[] tensors = measured.stream().mapToDouble(MemoryCalibration::tensorsGib).toArray();
    double[] targets = measured.stream().mapToDouble(MemoryCalibration::gib).toArray();
    double[] line = line(tensors, targets, none -> false);
    List<FittedRow> rows = new ArrayList<>();
    for (int i = 0; i < tensors.length; i++) {
      int own = i;
      MeasuredRow row = measured.get(i);
      double[] without = line(tensors, targets, other -> other == own);
      boolean alone = measured.stream().allMatch(row::hasShapeOf);
      double[] withoutShape =
          line(tensors, targets, other -> !alone && row.hasShapeOf(measured.get(other)));
      rows.add(
          new FittedRow(
              row,
              targets[i],
              line[0] * tensors[i] + line[1],
              without[0] * tensors[i] + without[1],
              alone ? null : withoutShape[0] * tensors[i] + withoutShape[1]));
    }
    FitQuality quality = FitQuality.absolute(rows);
    String text =
        String.format(
            Locale.ROOT,
            "%.3f × tensors + %.2f GiB ± %.1f, fitted to %d rows: %s",
            line[0],
            line[1],
            quality.nineInTenLeftOut(),
            quality.rows(),
            source);
    FittedMemory model =
        new FittedMemory(line[0], line[1] * GIB, quality.nineInTenLeftOut() * GIB, text);
    return new MemoryCalibration(model, quality, rows);
  }

  static double tensorsGib(MeasuredRow row) {
    return FittedMemory.stages(row.shape(), row.layout()).stream()
            .mapToDouble(StageMemory::totalBytes)
            .max()
            .orElseThrow()
        / GIB;
  }

  private static double gib(MeasuredRow row) {
    return row.memoryGib() == null ? Double.NaN : row.memoryGib();
  }

  /// Slope and offset of least squares, without some of the rows.
  private static double[] line(double[] x, double[] y, IntPredicate leftOut) {
    int[] kept = IntStream.range(0, x.length).filter(leftOut.negate()).toArray();
    double meanX = Arrays.stream(kept).mapToDouble(i -> x[i]).average().orElseThrow();
    double meanY = Arrays.stream(kept).mapToDouble(i -> y[i]).average().orElseThrow();
    double xy = 0;
    double xx = 0;
    for (int i : kept) {
      xy += (x[i] - meanX) * (y[i] - meanY);
      xx += (x[i] - meanX) * (x[i] - meanX);
    }
    double slope = xx == 0 ? 1 : xy / xx;
    return new double[] {slope, meanY - slope * meanX};
  }
}
