package org.bloomery.plan.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TrainingFlopsTest {
  private static final Shape BLOOM = new Shape(70, 14336, 112, 250_880, 2048);
  private static final double TOKENS_PER_STEP = 2048.0 * 2048;

  @Test
  void givesBloomsOperationsOfOneStep() {
    assertEquals(4.5385e18, TrainingFlops.perToken(BLOOM) * TOKENS_PER_STEP, 0.00005e18);
  }

  @Test
  void givesBloomsOperationsOfOneStepWithRecompute() {
    assertEquals(
        6.0212e18, TrainingFlops.perTokenWithRecompute(BLOOM) * TOKENS_PER_STEP, 0.00005e18);
  }

  @Test
  void exceedsTheShortFormByAttention() {
    double ratio =
        TrainingFlops.perToken(BLOOM) / TrainingFlops.shortForm((double) BLOOM.parameters(), 1);
    assertEquals(1.0232, ratio, 0.00005);
  }

  /// 48 nodes of 8 A100: 150.05 TFLOP/s a device were logged at 104.5 seconds a step.
  @Test
  void agreesWithTheLoggedSpeedOfBloom() {
    double perDevice = TrainingFlops.perTokenWithRecompute(BLOOM) * TOKENS_PER_STEP / 384 / 104.5;
    assertEquals(150.05e12, perDevice, 0.005e12);
  }
}
