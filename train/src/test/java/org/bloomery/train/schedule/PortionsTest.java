package org.bloomery.train.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bloomery.artifact.run.BatchRamp;
import org.bloomery.artifact.run.CurriculumSettings;
import org.junit.jupiter.api.Test;

class PortionsTest {
  @Test
  void everyStepGoesOnWhereTheOneBeforeEnded() {
    CurriculumSettings curriculum = new CurriculumSettings(64, 8, 3000);
    Portions portions = Portions.of(new BatchRamp(8, 4, 2000, 32), curriculum, 256, 2_000_000);
    long samples = 0;
    long tokens = 0;
    for (long step = 1; step <= portions.steps(); step++) {
      assertEquals(samples, portions.samples(step - 1));
      assertEquals(tokens, portions.tokens(step - 1));
      samples += portions.batch(step);
      tokens += (long) portions.batch(step) * portions.length(step);
      assertTrue(portions.length(step) % 8 == 0 && portions.length(step) <= 256);
      assertTrue(step == 1 || portions.length(step) >= portions.length(step - 1));
    }
    assertEquals(tokens, portions.tokens(portions.steps()));
    assertTrue(tokens >= 2_000_000 && tokens - 32 * 256 < 2_000_000);
    assertEquals(8, portions.batch(1));
    assertEquals(64, portions.length(1));
    assertEquals(32, portions.batch(portions.steps()));
    assertEquals(256, portions.length(portions.steps()));
  }

  /// BLOOM's: 12,658 steps until the full batch (BigScience, tr11-176B-ml, `192 16 9_765_625`).
  @Test
  void theRampOfBloomTakesAsManyStepsAsThere() {
    Portions portions =
        Portions.of(new BatchRamp(192, 16, 9_765_625, 2048), null, 2048, 30_000_000_000L);
    assertEquals(2032, portions.batch(12_658));
    assertEquals(2048, portions.batch(12_659));
  }

  @Test
  void withoutGrowthAllStepsAreAlike() {
    Portions portions = Portions.constant(20, 6, 8);
    assertEquals(20, portions.steps());
    assertEquals(120, portions.samples(20));
    assertEquals(960, portions.tokens(20));
    assertEquals(6, portions.batch(20));
  }
}
