package org.bloomery.tensor;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MatrixRateTest {
  /// Slower than a pocket calculator of the year 2000, faster than any single machine of today.
  private static void assertPlausible(double rate) {
    assertTrue(rate > 1e6 && rate < 1e16, () -> rate + " operations a second");
  }

  @ParameterizedTest
  @EnumSource(names = {"FP32", "BF16"})
  void ratesArePlausibleAllWays(Precision precision) {
    try (Workers workers = Workers.start(2)) {
      assertPlausible(MatrixRate.quick(workers, precision));
      assertPlausible(MatrixRate.ofWorkers(workers, precision, 128, 2));
    }
    assertPlausible(MatrixRate.ofThreads(2, precision, 128, 2));
    Libtorch.setThreads(1);
  }
}
