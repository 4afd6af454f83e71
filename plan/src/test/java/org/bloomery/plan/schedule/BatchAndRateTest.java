package org.bloomery.plan.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bloomery.artifact.RunFileException;
import org.bloomery.plan.law.Kaplan;
import org.junit.jupiter.api.Test;

class BatchAndRateTest {
  @Test
  void criticalBatchGrowsAsTheLossFalls() {
    assertEquals(93.9e3, Kaplan.criticalBatchTokens(5), 0.05e3);
    assertEquals(272e3, Kaplan.criticalBatchTokens(4), 0.5e3);
    assertEquals(1.07e6, Kaplan.criticalBatchTokens(3), 0.005e6);
    assertEquals(2.55e6, Kaplan.criticalBatchTokens(2.5), 0.005e6);
    assertEquals(7.37e6, Kaplan.criticalBatchTokens(2), 0.005e6);
  }

  @Test
  void eachBatchIsCriticalAtItsLoss() {
    assertEquals(6.24, Kaplan.lossAtCriticalBatch(32_768), 0.005);
    assertEquals(3.70, Kaplan.lossAtCriticalBatch(393e3), 0.005);
    assertEquals(2.25, Kaplan.lossAtCriticalBatch(4.19e6), 0.005);
    assertEquals(3, Kaplan.lossAtCriticalBatch(Kaplan.criticalBatchTokens(3)), 1e-12);
  }

  @Test
  void theCriticalBatchCostsTwiceTheComputeAndTwiceTheSteps() {
    assertEquals(2, BatchCost.computeFactor(1e6, 1e6));
    assertEquals(2, BatchCost.stepsFactor(1e6, 1e6));
    double steps = 3;
    double examples = BatchCost.examples(steps, 1, 1);
    assertEquals(1, (steps - 1) * (examples - 1), 1e-12);
    assertEquals(0.5, BatchCost.learningRate(1, 8, 8));
  }

  @Test
  void noiseScaleIsFoundFromTwoBatches() {
    // E|g_B|² = |G|² + S/B with |G|² = 3 and S = 70.
    NoiseScale found = NoiseScale.of(7, 3 + 10, 35, 3 + 2);
    assertEquals(3, found.gradientSquared(), 1e-12);
    assertEquals(70, found.noise(), 1e-12);
    assertEquals(70 / 3.0, found.batch(), 1e-12);
    assertThrows(RunFileException.class, () -> NoiseScale.of(8, 1, 8, 1));
  }

  @Test
  void noisyEstimatesAreAveragedBeforeTheyAreDivided() {
    NoiseScale average = new NoiseScale(1, 10).with(new NoiseScale(3, 30), 0.5);
    assertEquals(2, average.gradientSquared());
    assertEquals(10, average.batch());
  }

  @Test
  void kaplansLearningRateStaysAboveZero() {
    assertEquals(6.69e-4, Kaplan.learningRate(1e8), 0.005e-4);
    assertTrue(0.003239 - 0.0001395 * Math.log(1.3e10) < 0);
    assertTrue(Kaplan.learningRate(176e9) > 0);
  }

  @Test
  void gpt3sLearningRatesHoldAtTheirSizesAndFallBetween() {
    for (LearningRate.Published row : LearningRate.GPT3) {
      assertEquals(row.rate(), LearningRate.likeGpt3(row.parameters()), 1e-12);
    }
    assertEquals(6e-5, LearningRate.likeGpt3(176e9), 1e-12);
    assertEquals(6e-4, LearningRate.likeGpt3(1e6), 1e-12);
    double between = LearningRate.likeGpt3(5e8);
    assertTrue(between < 3.0e-4 && between > 2.5e-4);
  }
}
