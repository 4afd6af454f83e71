package org.bloomery.train.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.bloomery.artifact.RunFileException;
import org.bloomery.artifact.run.LayoutSettings;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.RunFile;
import org.bloomery.model.BloomShape;
import org.bloomery.model.ModelRange;
import org.junit.jupiter.api.Test;

class MeshTest {
  @Test
  void numbersGoAlongTheTensorAxisFirstThenReplicasThenStages() {
    Mesh mesh = new Mesh(2, 3, 2);
    assertEquals(12, mesh.ranks());
    assertEquals(new Mesh.Place(1, 2, 1), mesh.place(11));
    for (int rank = 0; rank < 12; rank++) {
      assertEquals(rank, mesh.rank(mesh.place(rank)));
    }
    Mesh.Place place = mesh.place(3); // share 1 of replica 1 in stage 0
    assertEquals(List.of(2, 3), mesh.tensorGroup(place));
    assertEquals(List.of(1, 3, 5), mesh.dataGroup(place));
    assertEquals(List.of(3, 9), mesh.pipelineGroup(place));
    assertEquals(List.of(3, 9), mesh.endsGroup(place));
  }

  /// BLOOM's own: 70 layers over 12 stages, embedding and head in the place of a block each.
  @Test
  void embeddingAndHeadCountAsABlock() {
    List<ModelRange> stages = Stages.of(70, 12);
    assertEquals(new ModelRange(0, 5, true, false), stages.getFirst());
    assertEquals(new ModelRange(5, 11, false, false), stages.get(1));
    assertEquals(new ModelRange(65, 70, false, true), stages.getLast());
  }

  @Test
  void everyLayerLiesInOneStageInOrder() {
    for (int layers = 1; layers < 7; layers++) {
      for (int stages = 1; stages <= layers + 2; stages++) {
        int next = 0;
        for (ModelRange range : Stages.of(layers, stages)) {
          if (range.firstLayer() < range.endLayer()) {
            assertEquals(next, range.firstLayer());
            next = range.endLayer();
          }
        }
        assertEquals(layers, next);
        assertTrue(Stages.of(layers, stages).getFirst().embeds());
        assertTrue(Stages.of(layers, stages).getLast().predicts());
      }
    }
  }

  @Test
  void chunksOfARankAreStagesApartByThePipeline() {
    List<ModelRange> all = Stages.of(6, 4);
    assertEquals(List.of(all.get(1), all.get(3)), Stages.held(6, 1, 2, 2));
  }

  @Test
  void aLayoutThatDoesNotDivideNamesTheNearestThatDoes() {
    BloomShape shape = new BloomShape(64, 24, 4, 3, 8, 1e-5, 0);
    assertEquals(
        "train.layout.tensor = 4 cannot share 3 heads; the nearest that does is 3",
        refusal(new LayoutSettings(4, 1, 1, 0, "1f1b", null), shape, 8));
    assertEquals(
        "train.layout.pipeline = 7 with 1 chunks makes 7 stages of 4 layers, embedding and head;"
            + " the nearest that works is pipeline = 6",
        refusal(new LayoutSettings(1, 7, 1, 0, "1f1b", null), shape, 8));
    assertTrue(
        refusal(new LayoutSettings(1, 2, 1, 0, "interleaved", null), shape, 3)
            .endsWith("train.batch larger by 1 micro-batches"));
    assertTrue(
        refusal(new LayoutSettings(1, 1, 1, 0, "interleaved", null), shape, 4)
            .contains("\"1f1b\""));
    assertTrue(
        refusal(new LayoutSettings(1, 1, 2, 3, "1f1b", null), shape, 4).endsWith("set 0, 1 or 2"));
  }

  @Test
  void sequencesThatTheSharesCannotDivideAreRefused() {
    BloomShape shape = new BloomShape(64, 24, 4, 4, 10, 1e-5, 0);
    assertEquals(
        "train.layout.sequenceParallel = true cannot divide 10 tokens of a sequence among"
            + " train.layout.tensor = 4; the nearest that works is tensor = 2",
        refusal(new LayoutSettings(4, 1, 1, 0, "1f1b", true), shape, 4));
    assertTrue(
        refusal(
                new LayoutSettings(3, 1, 1, 0, "1f1b", true),
                new BloomShape(64, 24, 4, 4, 11, 1e-5, 0),
                4)
            .endsWith("the nearest that works is model.sequence = 12"));
    assertTrue(
        refusal(new LayoutSettings(1, 1, 2, 0, "1f1b", true), shape, 4).endsWith("leave it out"));
  }

  /// BLOOM's batches on the way up, 192, 208, …, are no whole groups of four micro-batches a
  /// replica.
  @Test
  void everyBatchOnTheWayUpMustFitAnInterleavedPipeline() {
    Path bloom = Path.of(System.getProperty("bloomery.root", ".."), "runs", "bloom-176b.toml");
    BloomShape shape = new BloomShape(250_880, 14_336, 70, 112, 2048, 1e-5, 0);
    Run plain = RunFile.load(bloom, List.of()).run();
    assertEquals(384, ParallelLayout.of(plain.train(), shape).mesh().ranks());
    Run interleaved =
        RunFile.load(bloom, List.of("train.layout.schedule=interleaved", "train.layout.pipeline=4"))
            .run();
    assertEquals(
        "train.layout.schedule = \"interleaved\" takes micro-batches in groups of"
            + " train.layout.pipeline = 4, which do not divide every batch from train.ramp.start ="
            + " 192 in steps of train.ramp.increment = 16; the nearest that works is schedule ="
            + " \"1f1b\", or start and increment in multiples of 64",
        String.valueOf(
            assertThrows(
                    RunFileException.class, () -> ParallelLayout.of(interleaved.train(), shape))
                .getMessage()));
  }

  private static String refusal(LayoutSettings layout, BloomShape shape, int microBatches) {
    return String.valueOf(
        assertThrows(RunFileException.class, () -> ParallelLayout.of(layout, shape, microBatches))
            .getMessage());
  }
}
