package org.bloomery.train.gauge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class NoiseScaleTest {
  private static final int SIZE = 50;

  /// Squared norms of the mean gradient of `small` sequences, and of `big` that include them.
  private static NoiseScale.Pair draw(Random random, double[] truth, int small, int big) {
    double[] sum = new double[SIZE];
    double smallSquare = 0;
    for (int b = 0; b < big; b++) {
      for (int i = 0; i < SIZE; i++) {
        sum[i] += truth[i] + random.nextGaussian();
      }
      if (b + 1 == small) {
        smallSquare = square(sum, small);
      }
    }
    return new NoiseScale.Pair(small, smallSquare, big, square(sum, big));
  }

  private static double square(double[] sum, int count) {
    double square = 0;
    for (double value : sum) {
      square += value * value / ((double) count * count);
    }
    return square;
  }

  @Test
  void findsTheNoiseOfKnownGradients() {
    long seed = 20260102;
    Random random = new Random(seed);
    double[] truth = random.doubles(SIZE, 0.5, 1.5).toArray();
    double gradientSquare = square(truth, 1);
    NoiseScale noise = new NoiseScale();
    double meanSquare = 0;
    double meanVariance = 0;
    int steps = 2000;
    for (int step = 0; step < steps; step++) {
      NoiseScale.Pair pair = draw(random, truth, 4, 32);
      meanSquare += pair.gradientSquare() / steps;
      meanVariance += pair.variance() / steps;
      noise.add(pair);
    }
    assertEquals(1, meanSquare / gradientSquare, 0.01, "seed " + seed);
    assertEquals(1, meanVariance / SIZE, 0.02, "seed " + seed);
    double expected = SIZE / gradientSquare;
    assertEquals(1, noise.sequences().orElseThrow() / expected, 0.1, "seed " + seed);
  }

  @Test
  void isUnbiasedFromTheFirstStepOn() {
    NoiseScale noise = new NoiseScale();
    NoiseScale.Pair pair = new NoiseScale.Pair(2, 6, 8, 3);
    for (int step = 0; step < 3; step++) {
      noise.add(pair);
      assertEquals(2, noise.gradientSquare(), 1e-12); // (8·3 − 2·6) / 6
      assertEquals(8, noise.variance(), 1e-12); // 3 / (1/2 − 1/8)
      assertEquals(4, noise.sequences().orElseThrow(), 1e-12);
    }
  }

  @Test
  void saysNothingWhileTheNoiseHidesTheGradient() {
    NoiseScale noise = new NoiseScale();
    assertTrue(noise.sequences().isEmpty());
    noise.add(new NoiseScale.Pair(1, 10, 4, 1));
    assertTrue(noise.sequences().isEmpty());
  }
}
