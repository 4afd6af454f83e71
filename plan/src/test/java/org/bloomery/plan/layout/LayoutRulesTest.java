package org.bloomery.plan.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bloomery.artifact.pipeline.Schedule;
import org.bloomery.plan.shape.Recompute;
import org.bloomery.plan.shape.Shape;
import org.junit.jupiter.api.Test;

class LayoutRulesTest {
  private static final Shape BLOOM = new Shape(70, 14336, 112, 250_880, 2048);
  private static final Cluster CLUSTER = Cluster.jeanZay(384);

  private static Layout layout(int t, int p, int d, int b, int batch, Sharding sharding) {
    return new Layout(
        t,
        p,
        d,
        b,
        batch,
        sharding,
        Schedule.ONE_FORWARD_ONE_BACKWARD,
        Recompute.FULL,
        false,
        true);
  }

  private static void assertSaid(String sentence, Shape shape, Layout layout, Cluster cluster) {
    List<String> sentences =
        LayoutRules.problems(shape, layout, cluster).stream().map(LayoutProblem::sentence).toList();
    assertTrue(sentences.contains(sentence), String.join("\n", sentences));
  }

  @Test
  void bloomsOwnLayoutHasNoProblem() {
    assertEquals(List.of(), LayoutRules.problems(BLOOM, Layout.BLOOM, CLUSTER));
  }

  @Test
  void saysWhichHeadsDoNotDivide() {
    assertSaid(
        "112 heads cannot be divided by TP 6; take a TP that divides the heads",
        BLOOM,
        layout(6, 8, 8, 1, 2048, Sharding.ZERO_1),
        CLUSTER);
  }

  @Test
  void saysWhichStagesAreUneven() {
    assertSaid(
        "80 slots (layers + embedding + head) over PP 12 leaves stages of 7 and 6, and the longest"
            + " sets the pace; change either",
        new Shape(78, 13824, 64, 250_880, 2048),
        Layout.BLOOM,
        CLUSTER);
  }

  @Test
  void saysWhichDevicesAreMissingOrIdle() {
    assertSaid(
        "TP 4 × PP 12 × DP 8 takes 384 devices, but the cluster has 320; lower one of them",
        BLOOM,
        Layout.BLOOM,
        Cluster.jeanZay(320));
    assertSaid(
        "TP 4 × PP 12 × DP 8 leaves 32 of 416 devices idle; raise DP",
        BLOOM,
        Layout.BLOOM,
        Cluster.jeanZay(416));
  }

  @Test
  void saysWhichBatchDoesNotDivide() {
    assertSaid(
        "a batch of 2048 sequences cannot be divided by DP 12 × micro-batch 2; change one of them",
        BLOOM,
        layout(8, 4, 12, 2, 2048, Sharding.ZERO_1),
        CLUSTER);
  }

  @Test
  void saysThatAPipelineCannotSpreadGradients() {
    assertSaid(
        "ZeRO-2 spreads gradients that PP 12 still adds to; use ZeRO-1 or PP 1",
        BLOOM,
        layout(4, 12, 8, 2, 2048, Sharding.ZERO_2),
        CLUSTER);
  }

  @Test
  void warnsOfTensorParallelismAcrossNodesAndOfShortBatches() {
    assertSaid(
        "TP 16 is wider than a node of 8 devices, so every block waits for the network; use PP",
        BLOOM,
        layout(16, 12, 2, 2, 2048, Sharding.ZERO_1),
        CLUSTER);
    assertSaid(
        "1 micro-batches never fill the 12 stages; raise the batch or lower PP",
        BLOOM,
        layout(4, 12, 8, 2, 16, Sharding.ZERO_1),
        CLUSTER);
  }

  @Test
  void refusesInterleavedGroupsThatDoNotDivide() {
    Layout interleaved =
        new Layout(
            4,
            12,
            8,
            2,
            2048,
            Sharding.ZERO_1,
            Schedule.interleaved(2),
            Recompute.FULL,
            false,
            true);
    assertSaid(
        "an interleaved schedule takes micro-batches in groups of PP 12, which do not divide 128;"
            + " change the micro-batch",
        BLOOM,
        interleaved,
        CLUSTER);
    assertTrue(LayoutRules.isRefused(BLOOM, interleaved, CLUSTER));
  }

  @Test
  void refusesMoreStagesThanBlocks() {
    assertTrue(
        LayoutRules.isRefused(
            new Shape(6, 1024, 16, 32_768, 2048),
            layout(1, 8, 1, 1, 8, Sharding.ZERO_0),
            Cluster.jeanZay(8)));
  }

  @Test
  void refusesNothingness() {
    assertThrows(IllegalArgumentException.class, () -> layout(0, 1, 1, 1, 1, Sharding.ZERO_0));
  }
}
