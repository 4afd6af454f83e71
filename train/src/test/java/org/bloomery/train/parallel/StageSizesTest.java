package org.bloomery.train.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
  void replicasShareTheMoments() {
    StageSizes stage = new StageSizes(0, 1, 800);
    assertEquals(800 * (8 + 2) + 800, stage.bytes(LAYOUT, Precision.BF16, true));
    assertEquals(800 * (8 + 2), stage.bytes(LAYOUT, Precision.BF16, false));
    ParallelLayout gradientsToo = new ParallelLayout(LAYOUT.mesh(), LAYOUT.schedule(), 2, false);
    assertEquals(800 * (4 + 2) + 400 + 800, stage.bytes(gradientsToo, Precision.BF16, true));
  }
}
