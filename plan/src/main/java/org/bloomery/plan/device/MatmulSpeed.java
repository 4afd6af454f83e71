package org.bloomery.plan.device;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Measures how fast plain Java multiplies fp32 matrices on all processors.
///
/// It stands in for the device's speed where the run file gives none, without loading libtorch, so
/// it is a lower bound: the native libraries reach a multiple of it, which `plan.utilisation` says.
public final class MatmulSpeed {
  private static final int SIZE = 768;
  private static final int ROWS_AT_ONCE = 16;
  private static final int DEPTH_AT_ONCE = 32;
  private static final double WARM_UP_SECONDS = 0.3;
  private static final double MEASURED_SECONDS = 0.5;

  private MatmulSpeed() {}

  /// Operations a second, a multiply and an add counted as two.
  public static double measure() {
    float[][] left = ramp();
    float[][] right = ramp();
    float[][] product = new float[SIZE][SIZE];
    run(left, right, product, WARM_UP_SECONDS);
    return run(left, right, product, MEASURED_SECONDS);
  }

  private static double run(float[][] left, float[][] right, float[][] product, double seconds) {
    long start = System.nanoTime();
    long passes = 0;
    double elapsed;
    do {
      IntStream.range(0, SIZE / ROWS_AT_ONCE)
          .parallel()
          .forEach(block -> multiplyRows(left, right, product, block * ROWS_AT_ONCE));
      passes++;
      elapsed = (System.nanoTime() - start) / 1e9;
    } while (elapsed < seconds);
    return 2.0 * SIZE * SIZE * SIZE * passes / elapsed;
  }

  /// Some rows of product = left · right. A block of `right` stays in the cache for all of them.
  static void multiplyRows(float[][] left, float[][] right, float[][] product, int firstRow) {
    int n = right.length;
    for (int block = 0; block < n; block += DEPTH_AT_ONCE) {
      for (int row = firstRow; row < firstRow + ROWS_AT_ONCE; row++) {
        if (block == 0) {
          Arrays.fill(product[row], 0f);
        }
        for (int k = block; k < Math.min(n, block + DEPTH_AT_ONCE); k += 4) {
          addFourTerms(left[row], right, product[row], k);
        }
      }
    }
  }

  /// One array a row and one index for all, so that the JIT compiler sees that no store changes a
  /// later load, and makes vector code.
  private static void addFourTerms(float[] left, float[][] right, float[] sum, int k) {
    float a0 = left[k];
    float a1 = left[k + 1];
    float a2 = left[k + 2];
    float a3 = left[k + 3];
    float[] b0 = right[k];
    float[] b1 = right[k + 1];
    float[] b2 = right[k + 2];
    float[] b3 = right[k + 3];
    for (int j = 0; j < sum.length; j++) {
      sum[j] += a0 * b0[j] + a1 * b1[j] + a2 * b2[j] + a3 * b3[j];
    }
  }

  private static float[][] ramp() {
    float[][] matrix = new float[SIZE][SIZE];
    for (int i = 0; i < SIZE * SIZE; i++) {
      matrix[i / SIZE][i % SIZE] = (i % 31 - 15) / 16f;
    }
    return matrix;
  }
}
