package org.bloomery.plan.layout.calibration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bloomery.plan.layout.Layout;
import org.bloomery.plan.layout.Stages;
import org.bloomery.plan.shape.TrainingFlops;

/// What a device did while its stage was busy: measured TFLOP/s with the pipeline's waiting taken
/// off, by the two axes that matter most. Forward passes that run again are counted, as in the
/// printed TFLOPs.
///
/// @param tensor ranks that share matrices
/// @param microBatch sequences of a pass
/// @param rows measured
/// @param lowTeraflops slowest of them
/// @param highTeraflops fastest
public record StageSpeed(
    int tensor, int microBatch, int rows, double lowTeraflops, double highTeraflops) {

  /// The table of the rows that have a pipeline with equal stages, a width that is aligned, and
  /// heads at least `headWidth` wide, since narrower ones take longer in attention.
  public static List<StageSpeed> table(List<MeasuredRow> rows, int headWidth) {
    Map<List<Integer>, List<Double>> cells =
        new TreeMap<>(
            Comparator.<List<Integer>>comparingInt(List::getFirst).thenComparingInt(List::getLast));
    for (MeasuredRow row : rows) {
      Layout layout = row.layout();
      boolean even = Stages.of(row.shape(), layout).isEven() && layout.pipeline() > 1;
      boolean aligned = row.shape().hidden() / layout.tensor() % 64 == 0;
      boolean wide = row.shape().hidden() / row.shape().heads() >= headWidth;
      if (row.seconds() != null && even && aligned && wide) {
        cells
            .computeIfAbsent(
                List.of(layout.tensor(), layout.microBatch()), key -> new ArrayList<>())
            .add(busyTeraflops(row, row.seconds()));
      }
    }
    List<StageSpeed> table = new ArrayList<>();
    cells.forEach((key, speeds) ->
        table.add(
            new StageSpeed(
                key.getFirst(),
                key.getLast(),
                speeds.size(),
                speeds.stream().min(Comparator.naturalOrder()).orElseThrow(),
                speeds.stream().max(Comparator.naturalOrder()).orElseThrow())));
    return table;
  }

  /// TFLOP/s a device by the whole step, as BigScience printed it.
  public static double teraflops(MeasuredRow row, double seconds) {
    double tokens = (double) row.layout().globalBatch() * row.shape().context();
    double flops = tokens * TrainingFlops.perTokenWithRecompute(row.shape());
    return flops / seconds / row.layout().devices() / 1e12;
  }

  private static double busyTeraflops(MeasuredRow row, double seconds) {
    double m =
        (double) row.layout().globalBatch() / row.layout().data() / row.layout().microBatch();
    return teraflops(row, seconds) * (m + row.layout().pipeline() - 1) / m;
  }
}
