package org.bloomery.plan.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bloomery.plan.shape.Shape;
import org.junit.jupiter.api.Test;

class MemoryEstimateTest {
  private static final Shape SMALL = new Shape(8, 512, 8, 32_768, 512);

  @Test
  void countsEighteenBytesAParameterInBf16() {
    MemoryEstimate memory = MemoryEstimate.of(SMALL, 4, 2, false, 512);
    assertEquals(
        18.0 * SMALL.parameters(), memory.weights() + memory.gradients() + memory.optimiser());
  }

  /// 34sbh + 5as²b, less the dropout's 2sbh and 3as²b.
  @Test
  void countsBlockActivationsWithoutDropout() {
    Shape gpt3 = new Shape(96, 12288, 96, 50_257, 2048);
    double sbh = 2048.0 * 12288;
    double withDropout =
        MemoryEstimate.blockActivations(gpt3, 1, 2) + 2 * sbh + 3.0 * 96 * 2048 * 2048;
    assertEquals(sbh * (34 + 5.0 * 96 * 2048 / 12288), withDropout, 1);
  }

  @Test
  void recomputeKeepsBlockInputsOnly() {
    MemoryEstimate kept = MemoryEstimate.of(SMALL, 4, 2, false, 512);
    MemoryEstimate again = MemoryEstimate.of(SMALL, 4, 2, true, 512);
    assertTrue(again.activations() < kept.activations() / 3);
  }

  /// 2.0 GB of resident memory were measured for this shape with four sequences in bf16.
  @Test
  void bandHoldsAMeasuredRun() {
    MemoryEstimate memory = MemoryEstimate.of(SMALL, 4, 2, false, 2048);
    assertTrue(memory.low() < 2.0e9 && 2.0e9 < memory.high(), memory.toString());
  }
}
