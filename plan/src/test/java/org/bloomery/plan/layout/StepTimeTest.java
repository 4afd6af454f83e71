package org.bloomery.plan.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bloomery.artifact.pipeline.Schedule;
import org.bloomery.plan.layout.calibration.Chronicle;
import org.bloomery.plan.shape.Recompute;
import org.bloomery.plan.shape.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepTimeTest {
  private static final Cluster JEAN_ZAY = Cluster.jeanZay(384);
  private static final double GIB = 1L << 30;

  /// The three finalists, as measured on 48 nodes.
  @ParameterizedTest
  @CsvSource({
    "82, 13312, 64,  104.45, 151.71, 63",
    "82, 13312, 128, 108.78, 145.68, 60",
    "70, 14336, 112, 104.50, 150.05, 59"
  })
  void bandsHoldTheThreeFinalists(
      int layers, int hidden, int heads, double seconds, double teraflops, double gib) {
    Shape shape = new Shape(layers, hidden, heads, 250_880, 2048);
    StepTime time = StepTime.of(shape, Layout.BLOOM, JEAN_ZAY, Chronicle.steps().costs());
    assertTrue(time.lowSeconds() < seconds && seconds < time.highSeconds(), time.toString());
    assertEquals(seconds, time.seconds(), 0.02 * seconds);
    assertEquals(teraflops, time.hardwareFlopsPerSecondPerDevice() / 1e12, 0.02 * teraflops);
    LayoutMemory memory = Chronicle.memory().model().of(shape, Layout.BLOOM);
    assertTrue(memory.lowBytes() < gib * GIB && gib * GIB < memory.highBytes(), memory.source());
    assertEquals(gib, memory.middleBytes() / GIB, 3.6);
  }

  /// 104.5 s are 104.5 tokens a second and device, and 36.3% of the peak without recompute.
  @Test
  void ratesFollowFromTheSeconds() {
    Shape bloom = new Shape(70, 14336, 112, 250_880, 2048);
    StepTime time = StepTime.of(bloom, Layout.BLOOM, JEAN_ZAY, Chronicle.steps().costs());
    double tokens = 2048.0 * 2048 / 384;
    assertEquals(tokens, time.tokensPerSecondPerDevice() * time.seconds(), 1e-6);
    assertEquals(104.5, tokens / 104.5, 0.05);
    double scale = time.seconds() / 104.5;
    assertEquals(0.363, time.modelUtilisation() * scale, 0.0005);
    assertEquals(113.1e12, time.modelFlopsPerSecondPerDevice() * scale, 0.1e12);
    assertEquals(0.481, time.hardwareFlopsPerSecondPerDevice() / 312e12 * scale, 0.0005);
  }

  /// (p − 1)/m with equal stages, m = batch ÷ (DP · micro-batch) = 128: near 11/128, since the
  /// first and the last stage have less to do.
  @Test
  void bubbleIsNearTheClosedForm() {
    Shape bloom = new Shape(70, 14336, 112, 250_880, 2048);
    assertEquals(128, Layout.BLOOM.microBatches());
    StepTime time = StepTime.of(bloom, Layout.BLOOM, JEAN_ZAY, Chronicle.steps().costs());
    assertEquals(11 / 128.0, time.bubbleToIdeal(), 0.003);
  }

  /// The formula of the search against the simulation, pass by pass.
  @ParameterizedTest
  @CsvSource({"4, 12, 8, 2", "8, 6, 8, 4", "2, 24, 8, 1", "8, 12, 4, 4", "4, 6, 16, 1"})
  void closedFormAgreesWithTheSimulation(int t, int p, int d, int b) {
    Shape bloom = new Shape(70, 14336, 112, 250_880, 2048);
    for (Schedule schedule : new Schedule[] {Schedule.ONE_FORWARD_ONE_BACKWARD, Schedule.AFAB}) {
      Layout layout =
          new Layout(t, p, d, b, 2048, Sharding.ZERO_1, schedule, Recompute.FULL, false, true);
      StepCosts costs = Chronicle.steps().costs();
      double formula = StepTime.of(bloom, layout, JEAN_ZAY, costs).seconds();
      double simulated = PipelinePlan.of(bloom, layout, JEAN_ZAY, costs).seconds();
      assertEquals(1, simulated / formula, 0.01, layout.label());
    }
  }

  /// More blocks than the mean in one stage slow all of them: 78 layers over 12 stages run at the
  /// pace of 7 layers, not of 6.5.
  @Test
  void theLongestStageSetsThePace() {
    Shape uneven = new Shape(78, 13824, 64, 250_880, 2048);
    Shape even = new Shape(82, 13824, 64, 250_880, 2048);
    StepCosts costs = Chronicle.steps().costs();
    double ratio =
        StepTime.of(uneven, Layout.BLOOM, JEAN_ZAY, costs).seconds()
            / StepTime.of(even, Layout.BLOOM, JEAN_ZAY, costs).seconds();
    assertTrue(ratio > 0.99, "ratio " + ratio);
  }
}
