package org.bloomery.plan.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bloomery.artifact.RunFileException;
import org.junit.jupiter.api.Test;

class TrainingMatrixTest {
  private static final double FLOPS = 1_161_261.0 * 3600 * 100e12;

  /// Billions of tokens for BLOOM's sizes (rows) and margins (columns), derived from 6ND.
  private static final int[][] BILLIONS = {
    {465, 422, 390, 372, 310},
    {398, 362, 335, 319, 265},
    {348, 317, 293, 279, 232},
    {279, 253, 234, 223, 186},
    {178, 162, 149, 142, 118},
  };

  private static TrainingMatrix bloom() {
    return TrainingMatrix.of(FLOPS, TrainingMatrix.BLOOM_SIZES, TrainingMatrix.MARGINS, 300e9);
  }

  @Test
  void givesTheTokensOfEverySizeAndMargin() {
    TrainingMatrix matrix = bloom();
    for (int row = 0; row < BILLIONS.length; row++) {
      for (int column = 0; column < BILLIONS[row].length; column++) {
        double tokens = matrix.rows().get(row).cells().get(column).tokens();
        assertEquals(BILLIONS[row][column], tokens / 1e9, 0.51, row + ", " + column);
      }
    }
  }

  @Test
  void saysUpToWhichMarginEachSizeMeetsTheFloor() {
    List<TrainingMatrix.Row> rows = bloom().rows();
    assertEquals(1.33, rows.get(1).survivesTo(), 0.005);
    assertEquals(1.16, rows.get(2).survivesTo(), 0.005);
    assertFalse(rows.get(3).survives());
    assertTrue(rows.get(1).cells().get(3).meetsFloor());
    assertFalse(rows.get(1).cells().get(4).meetsFloor());
    assertFalse(rows.get(2).cells().get(2).meetsFloor());
  }

  @Test
  void operationsOfTheDeviceAreThreeQuartersTheModels() {
    SustainedSpeed speed = SustainedSpeed.ofHardware(150e12, "logged");
    assertEquals(112.5e12, speed.flopsPerSecond(), 1);
    ComputeBudget budget = new ComputeBudget(1_161_261, speed, 0);
    assertEquals(448, budget.tokens(175e9) / 1e9, 0.5);
  }

  @Test
  void theFloorFollowsFromTheSmallestLanguage() {
    assertEquals(300e9, TrainingMatrix.floorFor(0.0005, 150e6), 1);
  }

  @Test
  void withoutAFloorEverySizeSurvives() {
    TrainingMatrix matrix = TrainingMatrix.of(1e15, List.of(1e6), List.of(1.0), 0);
    assertTrue(matrix.rows().getFirst().survives());
    assertTrue(matrix.rows().getFirst().cells().getFirst().meetsFloor());
  }

  @Test
  void refusesMarginsAndSizesOfNothing() {
    assertThrows(RunFileException.class, () -> TrainingMatrix.of(1, List.of(1.0), List.of(0.0), 0));
    assertThrows(RunFileException.class, () -> TrainingMatrix.of(1, List.of(0.0), List.of(1.0), 0));
  }
}
