package org.bloomery.train.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

class LossScaleTest {
  @Test
  void theSecondOverflowHalvesAndEveryFurtherOne() {
    LossScale scale = LossScale.START.overflowed();
    assertEquals(4096, scale.factor());
    scale = scale.overflowed();
    assertEquals(2048, scale.factor());
    assertEquals(1024, scale.overflowed().factor());
  }

  @Test
  void fiveHundredCleanStepsDoubleItAndPatienceIsBack() {
    LossScale scale = LossScale.START.overflowed().overflowed();
    for (int step = 0; step < 499; step++) {
      scale = scale.clean();
    }
    assertEquals(2048, scale.factor());
    scale = scale.clean();
    assertEquals(new LossScale(4096, 0, 2), scale);
  }

  @Test
  void itDoesNotFallBelowOne() {
    LossScale scale = LossScale.START;
    for (int i = 0; i < 20; i++) {
      scale = scale.overflowed();
    }
    assertEquals(1, scale.factor());
    assertFalse(scale.canFall());
  }

  @Test
  void withoutScalingNothingChanges() {
    assertEquals(LossScale.NONE, LossScale.NONE.clean());
    assertFalse(LossScale.NONE.canFall());
  }
}
