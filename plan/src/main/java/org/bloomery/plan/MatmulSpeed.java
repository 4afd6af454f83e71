package org.bloomery.plan;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Measures how fast plain Java multiplies fp32 matrices on all processors.
///
/// It stands in for the device's speed where the run file gives none, without loading libtorch, so
/// it is a lower bound: the native libraries reach a multiple of it, which `plan.utilisation` says.
final class MatmulSpeed {
  private static final int SIZE = 768;
  private static final int ROWS_AT_ONCE = 16;
  private static final int DEPTH_AT_ONCE = 32;
  private static final double WARM_UP_SECONDS = 0.3;
  private static final double MEASURED_SECONDS = 0.5;

  private MatmulSpeed() {}

  /// Operations a second, a multiply and an add counted as two.
  static double measure() {
    float[] left = ramp();
    float[] right = ramp();
    float[] product = new float[SIZE * SIZE];
    run(left, right, product, WARM_UP_SECONDS);
    return run(left, right, product, MEASURED_SECONDS);
  }

  private static double run(float[] left, float[] right, float[] product, double seconds) {
    long start = System.nanoTime();
    long passes = 0;
    double elapsed;
    do {
      IntStream.range(0, SIZE / ROWS_AT_ONCE)
          .parallel()
          .forEach(block -> multiplyRows(left, right, product, SIZE, block * ROWS_AT_ONCE));
      passes++;
      elapsed = (System.nanoTime() - start) / 1e9;
    } while (elapsed < seconds);
    return 2.0 * SIZE * SIZE * SIZE * passes / elapsed;
  }

  /// Some rows of product = left · right. A block of `right` stays in the cache for all of them.
  static void multiplyRows(float[] left, float[] right, float[] product, int n, int firstRow) {
    Arrays.fill(product, firstRow * n, (firstRow + ROWS_AT_ONCE) * n, 0f);
    for (int block = 0; block < n; block += DEPTH_AT_ONCE) {
      for (int row = firstRow; row < firstRow + ROWS_AT_ONCE; row++) {
        for (int k = block; k < Math.min(n, block + DEPTH_AT_ONCE); k += 4) {
          addFourTerms(left, right, product, n, row * n, k);
        }
      }
    }
  }

  private static void addFourTerms(
      float[] left, float[] right, float[] product, int n, int target, int k) {
    float a0 = left[target + k];
    float a1 = left[target + k + 1];
    float a2 = left[target + k + 2];
    float a3 = left[target + k + 3];
    int b = k * n;
    for (int j = 0; j < n; j++) { // the JIT compiler makes vector code of this loop
      product[target + j] +=
          a0 * right[b + j]
              + a1 * right[b + n + j]
              + a2 * right[b + 2 * n + j]
              + a3 * right[b + 3 * n + j];
    }
  }

  private static float[] ramp() {
    float[] matrix = new float[SIZE * SIZE];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = (i % 31 - 15) / 16f;
    }
    return matrix;
  }
}
