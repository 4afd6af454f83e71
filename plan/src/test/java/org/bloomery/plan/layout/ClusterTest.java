package org.bloomery.plan.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.bloomery.plan.device.Devices;
import org.bloomery.plan.figure.Assumption;
import org.bloomery.plan.figure.Assumptions;
import org.junit.jupiter.api.Test;

class ClusterTest {
  /// NVLink 3: 300 GB/s each way, of which an all-reduce sees 235; four ports of 100 Gb/s a node.
  @Test
  void describesTheMachineThatTrainedBloom() {
    Cluster cluster = Cluster.jeanZay(384);
    assertEquals(312e12, cluster.peakFlopsPerSecond());
    assertEquals(80.0 * (1L << 30), cluster.memoryBytes());
    assertEquals(235e9, cluster.nodeBytesPerSecond());
    assertEquals(50e9, cluster.networkBytesPerSecondPerNode());
    assertEquals(6.25e9, cluster.networkBytesPerSecond());
  }

  /// A V100's link is catalogued, its all-reduce is not.
  @Test
  void assumesWhatTheCatalogueLacks() {
    Cluster cluster =
        Cluster.of(Devices.find("v100-32").orElseThrow(), 8, 8, 12.5e9, Assumptions.DEFAULTS);
    assertEquals(150e9 * Cluster.NODE_LINK_USE.value(), cluster.nodeBytesPerSecond());
  }

  @Test
  void refusesAnEmptyCluster() {
    assertThrows(
        IllegalArgumentException.class, () -> Cluster.single("none", 1, 1, 1).withDevices(0));
  }

  @Test
  void everyAssumptionHasASourceAndARange() {
    for (Assumption assumption : StepCosts.ASSUMED) {
      assertEquals(false, assumption.source().isBlank(), assumption.name());
      assertEquals(true, assumption.low() < assumption.high(), assumption.name());
    }
  }
}
