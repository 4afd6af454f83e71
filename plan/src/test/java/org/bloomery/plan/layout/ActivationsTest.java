package org.bloomery.plan.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.bloomery.artifact.pipeline.Schedule;
import org.bloomery.plan.shape.Recompute;
import org.bloomery.plan.shape.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivationsTest {
  private static final Shape GPT3 = new Shape(96, 12288, 96, 50_257, 2048);
  private static final double GIB = 1L << 30;

  /// GPT-3, one sequence: the lines of table 2 of Korthikanti et al. 2022, worked out.
  @ParameterizedTest
  @CsvSource({
    "1, false, NONE,      256.5",
    "8, false, NONE,      51.75",
    "8, true,  NONE,      32.0625",
    "8, true,  SELECTIVE, 9.5625",
    "8, true,  FULL,      4.5",
    "8, false, FULL,      4.5",
    "8, false, SELECTIVE, 29.25"
  })
  void givesTheVariantsOfTheTable(int tensor, boolean sequence, Recompute recompute, double gib) {
    double block = Activations.perBlock(GPT3, 1, tensor, sequence, recompute);
    assertEquals(gib, 96 * block / GIB, 1e-9);
  }

  /// Recompute never needs more than keeping everything.
  @ParameterizedTest
  @CsvSource({"1, false", "8, false", "8, true"})
  void keptAndComputedAgainAreAllOfABlock(int tensor, boolean sequence) {
    double all = Activations.perBlock(GPT3, 2, tensor, sequence, Recompute.NONE);
    double selective = Activations.perBlock(GPT3, 2, tensor, sequence, Recompute.SELECTIVE);
    assertEquals(
        all, selective + Activations.working(GPT3, 2, tensor, sequence, Recompute.SELECTIVE), 1);
    assertEquals(all, Activations.working(GPT3, 2, tensor, sequence, Recompute.FULL), 1);
  }

  @Test
  void logitsTakeSixBytesEach() {
    Shape bloom = new Shape(70, 14336, 112, 250_880, 2048);
    assertEquals(6.0 * 2048 * 2 * 250_880 / 4, Activations.logits(bloom, 2, 4));
  }

  /// The first stage of an interleaved schedule holds 1 + (p − 1)/(pv) times the whole model's
  /// activations (§4.2.3).
  @ParameterizedTest
  @CsvSource({"8, 2", "12, 3", "35, 1"})
  void interleavingHoldsMoreInTheFirstStage(int stages, int chunks) {
    Schedule schedule =
        chunks == 1 ? Schedule.ONE_FORWARD_ONE_BACKWARD : Schedule.interleaved(chunks);
    double blocksOfOneStage = 1.0 / stages;
    double expected = chunks == 1 ? 1 : 1 + (stages - 1.0) / (stages * chunks);
    assertEquals(expected, schedule.inFlight(0, stages, 10 * stages) * blocksOfOneStage, 1e-12);
  }
}
