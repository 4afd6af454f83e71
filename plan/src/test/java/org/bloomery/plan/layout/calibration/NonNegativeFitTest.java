package org.bloomery.plan.layout.calibration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class NonNegativeFitTest {
  @Test
  void bindsWhatWouldBeNegative() {
    // Unbound, the second factor would be −1.
    double[][] rows = {{1, 0}, {1, 1}};
    double[] x = NonNegativeFit.solve(rows, new double[] {2, 1}, new double[] {1, 1});
    assertArrayEquals(new double[] {1.5, 0}, x, 1e-12);
  }

  /// At the optimum no free factor has a slope and no bound one would gain by growing.
  @RepeatedTest(20)
  void meetsTheConditionsOfAnOptimum(RepetitionInfo repetition) {
    int seed = repetition.getCurrentRepetition();
    Random random = new Random(seed);
    int n = 2 + random.nextInt(6);
    double[][] rows = new double[3 * n][n];
    double[] targets = new double[3 * n];
    double[] weights = new double[3 * n];
    for (int r = 0; r < rows.length; r++) {
      rows[r] = random.doubles(n).toArray();
      targets[r] = random.nextGaussian() + 1;
      weights[r] = 0.1 + random.nextDouble();
    }
    double[] x = NonNegativeFit.solve(rows, targets, weights);
    assertTrue(Arrays.stream(x).allMatch(value -> value >= 0), "seed " + seed);
    for (int i = 0; i < n; i++) {
      double slope = 0;
      for (int r = 0; r < rows.length; r++) {
        double error = targets[r];
        for (int j = 0; j < n; j++) {
          error -= rows[r][j] * x[j];
        }
        slope += weights[r] * rows[r][i] * error;
      }
      if (x[i] > 0) {
        assertEquals(0, slope, 1e-8, "seed " + seed);
      } else {
        assertTrue(slope <= 1e-8, "seed " + seed);
      }
    }
  }

  @Test
  void correlatesRanksWithTies() {
    assertEquals(1, RankCorrelation.of(new double[] {1, 2, 9}, new double[] {3, 4, 5}));
    assertEquals(-1, RankCorrelation.of(new double[] {3, 2, 1}, new double[] {3, 4, 5}));
    assertEquals(
        0.9487, RankCorrelation.of(new double[] {1, 2, 2, 4}, new double[] {1, 2, 3, 4}), 1e-4);
  }
}
