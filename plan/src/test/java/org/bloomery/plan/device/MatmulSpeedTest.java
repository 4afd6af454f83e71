package org.bloomery.plan.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MatmulSpeedTest {
  @Test
  void multipliesWhatItMeasures() {
    int n = 32;
    Random random = new Random(7);
    float[][] left = new float[n][n];
    float[][] right = new float[n][n];
    for (int i = 0; i < n * n; i++) {
      left[i / n][i % n] = random.nextFloat() - 0.5f;
      right[i / n][i % n] = random.nextFloat() - 0.5f;
    }
    float[][] product = new float[n][n];
    MatmulSpeed.multiplyRows(left, right, product, 0);
    MatmulSpeed.multiplyRows(left, right, product, 16);
    for (int row = 0; row < n; row++) {
      for (int column = 0; column < n; column++) {
        double expected = 0;
        for (int k = 0; k < n; k++) {
          expected += (double) left[row][k] * right[k][column];
        }
        assertEquals(expected, product[row][column], 1e-5);
      }
    }
  }

  @Test
  void findsAPlausibleSpeed() {
    double speed = MatmulSpeed.measure();
    assertTrue(speed > 1e8 && speed < 1e14, "measured " + speed);
  }
}
