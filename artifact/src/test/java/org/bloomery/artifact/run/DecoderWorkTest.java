package org.bloomery.artifact.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DecoderWorkTest {
  private static final DecoderWork BLOOM = new DecoderWork(70, 14_336, 2048, 250_880);

  @Test
  void reproducesWhatTheLogsOfBloomReport() {
    // BigScience's table of layouts: 48 nodes of 8, batch 2048, 104.5 s an iteration, 150.1 TFLOPs.
    double work = BLOOM.perTokenWithRecompute() * 2048 * 2048;
    assertEquals(150.05, work / (104.5 * 384 * 1e12), 0.05);
  }

  @Test
  void countsEveryProductOnce() {
    DecoderWork work = new DecoderWork(3, 64, 128, 1000);
    double projections = 2.0 * 12 * 64 * 64; // 3h² + h² + 4h² + 4h²
    double attention = 2.0 * 2 * 128 * 64; // scores and the mix of values, over the full square
    double head = 2.0 * 64 * 1000;
    double forward = 3 * (projections + attention) + head;
    assertEquals(3 * forward, work.perToken(), 1e-6);
    assertEquals(3 * forward + 3 * (projections + attention), work.perTokenWithRecompute(), 1e-6);
  }
}
