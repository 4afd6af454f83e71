package org.bloomery.train.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class LearningRateTest {
  /// BLOOM-176B's: 6e-5 → 6e-6, warm-up 183,105 samples, decay until 200,000,000.
  private static final LearningRate BLOOM = new LearningRate(6e-5, 6e-6, 183_105, 200_000_000);

  @Test
  void risesInAStraightLine() {
    assertEquals(0, BLOOM.at(0));
    assertEquals(6e-5 / 183_105, BLOOM.at(1), 1e-18);
    assertEquals(6e-5, BLOOM.at(183_105), 1e-18);
  }

  @Test
  void fallsByHalfACosineAndStaysOnTheFloor() {
    long middle = (183_105 + 200_000_000L) / 2;
    assertEquals(3.3e-5, BLOOM.at(middle), 1e-11);
    assertEquals(6e-6, BLOOM.at(200_000_000));
    assertEquals(6e-6, BLOOM.at(220_000_000));
  }

  @Test
  void worksWithoutWarmUp() {
    assertEquals(1e-3, new LearningRate(1e-3, 0, 0, 10).at(0));
  }

  @Test
  void refusesAFloorAboveThePeak() {
    assertThrows(IllegalArgumentException.class, () -> new LearningRate(1e-4, 1e-3, 0, 10));
  }
}
