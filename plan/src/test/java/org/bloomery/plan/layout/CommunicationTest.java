package org.bloomery.plan.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.bloomery.artifact.pipeline.Schedule;
import org.bloomery.plan.shape.Recompute;
import org.bloomery.plan.shape.Shape;
import org.junit.jupiter.api.Test;

class CommunicationTest {
  private static final Shape BLOOM = new Shape(70, 14336, 112, 250_880, 2048);
  private static final Cluster CLUSTER = Cluster.jeanZay(384);

  @Test
  void countsBloomsTensorParallelBytes() {
    Communication sent = Communication.of(BLOOM, Layout.BLOOM, CLUSTER);
    assertEquals(1.057e9, sent.tensorBytesPerBlock(), 0.0005e9);
    assertEquals(1.057e9 / 235e9, sent.tensorSecondsPerBlock(), 1e-5);
  }

  /// 8bsh(t − 1)/t numbers without recompute, 12 with.
  @Test
  void recomputeSendsHalfAsMuchAgain() {
    Layout kept =
        new Layout(
            4,
            12,
            8,
            2,
            2048,
            Sharding.ZERO_1,
            Schedule.ONE_FORWARD_ONE_BACKWARD,
            Recompute.NONE,
            false,
            true);
    double without = Communication.of(BLOOM, kept, CLUSTER).tensorBytesPerBlock();
    double with = Communication.of(BLOOM, Layout.BLOOM, CLUSTER).tensorBytesPerBlock();
    assertEquals(1.5, with / without, 1e-12);
  }

  @Test
  void countsBloomsStageBoundary() {
    Communication sent = Communication.of(BLOOM, Layout.BLOOM, CLUSTER);
    assertEquals(117.4e6, sent.boundaryBytes(), 0.05e6);
  }

  /// 176.247 billion parameters ÷ 48 ranks of a replica, 2(d − 1)/d times, 2 bytes.
  @Test
  void countsBloomsExchangeBetweenReplicas() {
    double perRank = BLOOM.parameters() / 48.0;
    double bytes = Sharding.ZERO_1.exchangedBytes(perRank, 8, 128);
    assertEquals(12.9e9, bytes, 0.05e9);
    assertEquals(6.25e9, CLUSTER.networkBytesPerSecond());
    assertEquals(2.07, 12.9e9 / CLUSTER.networkBytesPerSecond(), 0.01);
    // The fullest stage holds the embedding beside five blocks.
    Communication sent = Communication.of(BLOOM, Layout.BLOOM, CLUSTER);
    assertEquals(bytes, sent.dataBytes(), 0.09 * bytes);
    assertEquals(sent.dataBytes() / 6.25e9, sent.dataSeconds(), 1e-3);
  }

  /// Groups that fit a node use its links: TP is innermost, then DP, then PP.
  @Test
  void usesTheNodesLinksWhereAGroupFits() {
    Cluster node = Cluster.jeanZay(8);
    assertEquals(node.nodeBytesPerSecond(), node.linkBytesPerSecond(8, 1));
    assertEquals(node.nodeBytesPerSecond(), node.linkBytesPerSecond(4, 2));
    assertEquals(6.25e9, node.linkBytesPerSecond(4, 4));
    assertEquals(6.25e9, node.linkBytesPerSecond(16, 1));
  }

  @Test
  void oneProcessSendsNothing() {
    Cluster machine = Cluster.single("this machine", 1e11, 8e9, 2e10);
    Communication sent =
        Communication.of(
            new Shape(6, 256, 4, 8192, 256), Layout.single(2, 8, Recompute.NONE), machine);
    assertEquals(0, sent.tensorBytesPerBlock() + sent.boundaryBytes() + sent.dataBytes());
    assertEquals(0, sent.tensorSecondsPerBlock() + sent.boundarySeconds() + sent.dataSeconds());
  }
}
