package org.bloomery.plan.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.bloomery.plan.shape.Recompute;
import org.bloomery.plan.shape.Shape;
import org.junit.jupiter.api.Test;

class StagesTest {
  private static final Shape BLOOM = new Shape(70, 14336, 112, 250_880, 2048);

  /// 70 blocks, the embedding and the head make 72 slots over 12 stages.
  @Test
  void givesTheEmbeddingAndTheHeadAPlaceEach() {
    Stages stages = Stages.of(BLOOM, Layout.BLOOM);
    assertTrue(stages.isEven());
    assertEquals(5, stages.blocks(0));
    assertEquals(6, stages.blocks(1));
    assertEquals(5, stages.blocks(11));
  }

  /// The tied matrix stands in the first stage and again in the last.
  @Test
  void holdsAllParametersAndTheTiedMatrixTwice() {
    Stages stages = Stages.of(BLOOM, Layout.BLOOM);
    double sum = IntStream.range(0, 12).mapToDouble(stages::parameters).sum();
    assertEquals((double) (BLOOM.parameters() + BLOOM.embeddingParameters()), sum);
    Stages one = Stages.of(BLOOM, Layout.single(1, 1, Recompute.FULL));
    assertEquals((double) BLOOM.parameters(), one.parameters(0));
    assertEquals(70, one.blocks(0));
  }
}
