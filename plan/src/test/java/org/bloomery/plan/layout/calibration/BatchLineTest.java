package org.bloomery.plan.layout.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bloomery.plan.shape.Shape;
import org.bloomery.plan.shape.TrainingFlops;
import org.junit.jupiter.api.Test;

class BatchLineTest {
  /// 78 layers of 13824 with 96 heads, DP8 TP4 PP12 MBS2, 26 February 2022, four batches.
  static final List<MeasuredRow> ROWS =
      Chronicle.ROWS.stream()
          .filter(row ->
              row.shape().equals(new Shape(78, 13824, 96, 250_880, 2048))
                  && row.layout().tensor() == 4
                  && row.layout().pipeline() == 12
                  && row.layout().microBatch() == 2)
          .sorted((a, b) -> Integer.compare(a.layout().globalBatch(), b.layout().globalBatch()))
          .toList();

  private static BatchLine line() {
    return BatchLine.fit(
        12,
        ROWS.stream().mapToInt(row -> row.layout().microBatches()).toArray(),
        ROWS.stream().mapToDouble(row -> row.seconds() == null ? 0 : row.seconds()).toArray());
  }

  @Test
  void fourBatchesLieOnOneLine() {
    assertEquals(
        List.of(35.77, 59.65, 83.11, 107.12), ROWS.stream().map(MeasuredRow::seconds).toList());
    BatchLine line = line();
    assertEquals(0.742, line.secondsPerMicroBatch(), 0.0005);
    assertEquals(3.87, line.fixedSeconds(), 0.005);
    assertTrue(line.worstSeconds() <= 0.18, line.toString());
  }

  /// The fixed time with BLOOM's own seconds: 104.5 = (128 + 11) · 0.724 + 3.87. It gives the 100
  /// TFLOP/s that were logged at 384 sequences, and 12.6 s at 16 (15.2 were logged).
  @Test
  void carriesOverToBloom() {
    double perMicroBatch = (104.50 - line().fixedSeconds()) / (128 + 11);
    assertEquals(0.724, perMicroBatch, 0.0005);
    BatchLine bloom = new BatchLine(perMicroBatch, line().fixedSeconds(), 0);
    Shape shape = new Shape(70, 14336, 112, 250_880, 2048);
    double flops = 384 * 2048.0 * TrainingFlops.perTokenWithRecompute(shape);
    assertEquals(100.6, flops / bloom.seconds(12, 24) / 384 / 1e12, 0.06);
    assertEquals(12.6, bloom.seconds(12, 1), 0.05);
  }
}
