package org.bloomery.train.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bloomery.artifact.pipeline.Schedule;
import org.bloomery.model.BloomShape;
import org.bloomery.tensor.Precision;
import org.junit.jupiter.api.Test;

class StageSizesTest {
  /// BLOOM: 70 layers over 12 stages of 4 shares (BigScience 2022, section 3.3).
  private static final BloomShape BLOOM = new BloomShape(250_880, 14_336, 70, 112, 2048, 1e-5, 0);

  private static final ParallelLayout LAYOUT =
      new ParallelLayout(new Mesh(4, 8, 12), Schedule.ONE_FORWARD_ONE_BACKWARD, true);

  @Test
  void bloomsStagesHoldItsParametersTwiceTheEmbeddingAndFourTimesWhatIsNotCut() {
    List<StageSizes> stages = StageSizes.of(BLOOM, LAYOUT);
    assertEquals(384, LAYOUT.mesh().ranks());
    assertEquals(
        List.of(5, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 5),
        stages.stream().map(StageSizes::layers).toList());
    long h = 14_336;
    long notCut = 6 * h; // two norms and two biases of a block
    long block = 12 * h * h + 13 * h;
    assertEquals(6 * ((block - notCut) / 4 + notCut), stages.get(1).parameters());
    assertEquals(
        250_880L / 4 * h + 2 * h + 5 * ((block - notCut) / 4 + notCut),
        stages.getFirst().parameters());
    assertEquals(stages.getFirst().parameters(), stages.getLast().parameters());
  }

  @Test
  void embeddingAndHeadCountAsABlockEach() {
    List<StageSizes> stages = StageSizes.of(BLOOM, LAYOUT);
    assertTrue(stages.getFirst().embeds() && !stages.getFirst().predicts());
    assertTrue(stages.getLast().predicts() && !stages.getLast().embeds());
    assertTrue(stages.subList(1, 11).stream().noneMatch(s -> s.embeds() || s.predicts()));
    assertEquals(72, stages.stream().mapToInt(StageSizes::layers).sum() + 2);
  }

  private static StageSizes.Memory memory(StageSizes stage, boolean momentsInMemory) {
    return stage.memory(BLOOM, LAYOUT, Precision.BF16, 2, 128, true, momentsInMemory);
  }

  @Test
  void replicasShareTheMoments() {
    StageSizes stage = new StageSizes(11, 1, false, false, 800);
    assertEquals(800 * (4 + 2), memory(stage, true).weights());
    assertEquals(800 * 4, memory(stage, true).gradients());
    assertEquals(800 * 8 / 8, memory(stage, true).moments());
    assertEquals(0, memory(stage, false).moments());
    ParallelLayout gradientsToo = new ParallelLayout(LAYOUT.mesh(), LAYOUT.schedule(), 2, false);
    assertEquals(
        400, stage.memory(BLOOM, gradientsToo, Precision.BF16, 2, 128, true, true).gradients());
  }

  /// 1F1B has as many micro-batches in flight as there are stages to come, and the last stage one.
  @Test
  void earlierStagesKeepMoreActivations() {
    long stream = 2L * 2048 * 14_336 * 2;
    long again = memory(new StageSizes(11, 0, false, false, 1), true).activations() - stream;
    for (int stage = 0; stage < 12; stage++) {
      assertEquals(
          (12 - stage) * (6 * 4 * stream + stream) + again,
          memory(new StageSizes(stage, 6, false, false, 1), true).activations());
    }
  }
}
