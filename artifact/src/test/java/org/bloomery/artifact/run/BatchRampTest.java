package org.bloomery.artifact.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BatchRampTest {
  private static final BatchRamp BLOOM = new BatchRamp(192, 16, 9_765_625, 2048);
  private static final BatchRamp FROM_16 = new BatchRamp(16, 16, 9_765_625, 2048);
  private static final BatchRamp TR11F = new BatchRamp(192, 32, 9_765_625, 512);

  @Test
  void theRampOfBloomTakes12658Steps() {
    assertEquals(116, BLOOM.increments());
    assertEquals(84_186.4, BLOOM.samplesPerIncrement(), 0.05);
    assertEquals(12_658, BLOOM.rampSteps());
    double shortcut = BLOOM.meanBatchSteps(9_765_625);
    assertEquals(8_719, shortcut, 0.5);
    assertEquals(-0.31, shortcut / BLOOM.rampSteps() - 1, 0.005);
  }

  @Test
  void aRampFrom16Takes26076Steps() {
    assertEquals(127, FROM_16.increments());
    assertEquals(76_894, (long) FROM_16.samplesPerIncrement());
    assertEquals(26_076, FROM_16.rampSteps());
  }

  /// BLOOM's own log of that ramp: `iteration 3707/ 128728`, of 220,000,000 samples.
  @Test
  void countsTheStepsOfARunAsMegatronLogsThem() {
    assertEquals(128_728, FROM_16.megatronSteps(220_000_000));
    assertEquals(128_729, FROM_16.steps(220_000_000));
    assertEquals(115_311, BLOOM.megatronSteps(220_000_000));
  }

  /// The same log line: 59,312 samples consumed after 3,707 steps at 16.
  @Test
  void theFirstIncrementComesWhereTheLogSaysItHasNotYetCome() {
    assertEquals(16, FROM_16.batchAt(59_312));
    assertEquals(16, FROM_16.batchAt(76_894));
    assertEquals(32, FROM_16.batchAt(76_896));
    assertEquals(4_806, FROM_16.phases(1_000_000).getFirst().steps());
  }

  @Test
  void stepsOfTr11fAt150BillionTokensExceedTheShortcut() {
    long samples = Math.ceilDiv(150_000_000_000L, 2048L);
    assertEquals(155_561, TR11F.steps(samples));
    assertEquals(151_721, TR11F.meanBatchSteps(150e9 / 2048), 0.5);
  }

  @Test
  void phasesCoverTheRunWithoutGaps() {
    long seed = 11;
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      long increment = 1L + random.nextInt(64);
      long start = 1L + random.nextInt(100);
      long increments = random.nextInt(40);
      BatchRamp ramp =
          new BatchRamp(start, increment, random.nextInt(200_000), start + increment * increments);
      long samples = 1L + random.nextInt(400_000);
      long consumed = 0;
      long step = 0;
      while (consumed < samples) {
        consumed += ramp.batchAt(consumed);
        step++;
      }
      assertEquals(step, ramp.steps(samples), ramp + ", samples " + samples + ", seed " + seed);
      List<BatchRamp.Phase> phases = ramp.phases(samples);
      long end = 0;
      for (BatchRamp.Phase phase : phases) {
        assertEquals(end, phase.firstSample());
        end += phase.steps() * phase.batch();
      }
      assertTrue(end >= samples && end < samples + phases.getLast().batch());
    }
  }

  @Test
  void timeFollowsEachPhasesOwnSpeed() {
    assertEquals(3 * 2.0, BatchRamp.constant(10).seconds(30, batch -> 2.0), 1e-12);
    double pipeline = BLOOM.seconds(9_765_625, batch -> 3.87 + 0.742 * (batch / 16.0 + 11));
    assertTrue(pipeline > 12_658 * 3.87);
  }

  @Test
  void saysWhichBatchDoesNotDivide() {
    assertTrue(BLOOM.rejection(2, 8).isEmpty());
    assertEquals(
        "a batch of 208 on the way up is no multiple of micro-batch × replicas = 4 × 8 = 32",
        BLOOM.rejection(4, 8).orElseThrow());
    assertTrue(BatchRamp.constant(2048).rejection(4, 8).isEmpty());
  }

  @Test
  void refusesIncrementsThatMissTheEnd() {
    assertEquals(
        "a batch cannot grow from 192 to 2048 in increments of 15; 1856 must be a multiple of the"
            + " increment",
        assertThrows(IllegalArgumentException.class, () -> new BatchRamp(192, 15, 1, 2048))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> new BatchRamp(10, 1, 1, 5));
  }
}
