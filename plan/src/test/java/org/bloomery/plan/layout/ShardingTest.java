package org.bloomery.plan.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardingTest {
  /// 7.5 billion parameters on 64 replicas (Rajbhandari et al. 2020, figure 1).
  @ParameterizedTest
  @CsvSource({"ZERO_0, 120", "ZERO_1, 31.4", "ZERO_2, 16.6", "ZERO_3, 1.9"})
  void givesThePublishedGigabytes(Sharding sharding, double gigabytes) {
    assertEquals(gigabytes, 7.5 * sharding.bytesPerParameter(64), 0.05);
  }

  @ParameterizedTest
  @CsvSource({
    "ZERO_0, 16, 16",
    "ZERO_1, 16, 5.5",
    "ZERO_2, 16, 3.75",
    "ZERO_3, 16, 2",
    "BF16_OPTIMIZER, 20, 9.5"
  })
  void countsBytesOnOneAndOnEightReplicas(Sharding sharding, double one, double eight) {
    assertEquals(one, sharding.bytesPerParameter(1));
    assertEquals(eight, sharding.bytesPerParameter(8));
  }

  /// 2(d − 1)/d·P numbers, half as much again where weights are spread too (§7).
  @ParameterizedTest
  @CsvSource({"ZERO_0, 1", "ZERO_1, 1", "ZERO_2, 1", "BF16_OPTIMIZER, 1", "ZERO_3, 1.5"})
  void exchangesAsMuchAsAnAllReduceAndWithSpreadWeightsHalfMore(Sharding sharding, double factor) {
    double allReduce = 2 * (2.0 * 7 / 8 * 1e9);
    assertEquals(factor * allReduce, sharding.exchangedBytes(1e9, 8, 1), 1);
    assertEquals(0, sharding.exchangedBytes(1e9, 1, 1));
  }
}
