package org.bloomery.plan.layout.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bloomery.artifact.InputException;
import org.bloomery.plan.layout.FittedMemory;
import org.bloomery.plan.layout.Layout;
import org.bloomery.plan.layout.LayoutMemory;
import org.bloomery.plan.layout.StageMemory;
import org.bloomery.plan.shape.Shape;
import org.junit.jupiter.api.Test;

class MemoryCalibrationTest {
  private static final double GIB = 1L << 30;

  /// The figures of the fit: 92 rows, RMS error 2.54 GiB, 2.60 with each row left out.
  @Test
  void leaveOneOutErrorIsUnderThreeAndAHalfGib() {
    FitQuality quality = Chronicle.memory().quality();
    assertEquals(92, quality.rows());
    assertEquals(2.54, quality.rms(), 0.01);
    assertEquals(2.60, quality.rmsLeftOut(), 0.01);
    assertTrue(quality.rmsLeftOut() <= 3.5);
    assertEquals(8.5, quality.worst(), 0.1); // 38 GB where a repeat took 44
    assertEquals(2.04, quality.mean(), 0.01);
  }

  @Test
  void ranksTheRowsAsMeasured() {
    FitQuality quality = Chronicle.memory().quality();
    assertEquals(0.979, quality.rankCorrelation(), 0.001);
    assertEquals(0.978, quality.rankCorrelationLeftOut(), 0.001);
  }

  /// Also when no row of the same layers and width was seen, as for a new model.
  @Test
  void aShapeNeverSeenIsPredictedNearlyAsWell() {
    Double rms = Chronicle.memory().quality().rmsShapeLeftOut();
    assertTrue(rms != null && rms <= 3.5, "RMS " + rms);
  }

  @Test
  void bandHoldsNineOfTenRows() {
    MemoryCalibration fit = Chronicle.memory();
    double half = fit.model().halfBandBytes() / GIB;
    long inside =
        fit.rows().stream()
            .filter(row -> Math.abs(row.predictedLeftOut() - row.measured()) <= half)
            .count();
    assertTrue(inside >= 0.9 * fit.rows().size(), inside + " of " + fit.rows().size());
  }

  /// Six layouts ran out of 80 GB: the band's upper edge is beyond it for all but 82 × 14336, whose
  /// stages hold what those of 94 × 13312 do, which was measured at 67 GB.
  @Test
  void layoutsThatRanOutOfMemoryAreTooLarge() {
    List<MeasuredRow> out = Chronicle.ROWS.stream().filter(MeasuredRow::outOfMemory).toList();
    assertEquals(6, out.size());
    FittedMemory model = Chronicle.memory().model();
    for (MeasuredRow row : out) {
      LayoutMemory memory = model.of(row.shape(), row.layout());
      boolean unexplained = row.shape().layers() == 82 && row.shape().hidden() == 14336;
      assertEquals(!unexplained, memory.highBytes() > 80 * GIB, row.label());
    }
  }

  /// Without the optimiser's copy of the gradients, runs with one replica are far under what was
  /// measured: DP 1, 80 layers of 14400, 73 and 75 GB.
  @Test
  void theOptimisersCopyOfTheGradientsIsSeenWithOneReplica() {
    MeasuredRow row =
        Chronicle.ROWS.stream()
            .filter(r -> r.layout().data() == 1 && r.shape().layers() == 80)
            .findFirst()
            .orElseThrow();
    StageMemory stage = Chronicle.memory().model().of(row.shape(), row.layout()).worst();
    assertTrue(stage.stepBytes() / GIB > 7, stage.toString());
  }

  /// BLOOM's worst stage is the first: it holds twelve micro-batches of five blocks.
  @Test
  void countsBloomsStages() {
    Shape bloom = new Shape(70, 14336, 112, 250_880, 2048);
    LayoutMemory memory = Chronicle.memory().model().of(bloom, Layout.BLOOM);
    double sbh = 2048.0 * 2 * 14336;
    StageMemory first = memory.stages().getFirst();
    assertEquals(12 * 5 * 2 * sbh, first.activationBytes());
    assertEquals(0, first.logitBytes());
    assertEquals(5 * 2 * sbh, memory.stages().getLast().activationBytes());
    assertEquals(6.0 * 2048 * 2 * 250_880 / 4, memory.stages().getLast().logitBytes());
    assertEquals(
        (5.0 * bloom.blockParameters() + bloom.embeddingParameters() + 2 * 14336) / 4 * 9.5,
        first.stateBytes(),
        1);
    assertEquals(12, memory.stages().size());
  }

  @Test
  void refusesTooFewRows() {
    InputException refusal =
        assertThrows(
            InputException.class,
            () -> MemoryCalibration.fit(Chronicle.ROWS.subList(0, 2), "my.csv"));
    assertEquals(
        "my.csv: 2 rows with memoryGib cannot fit a memory model; at least 4 are needed",
        refusal.getMessage());
  }
}
