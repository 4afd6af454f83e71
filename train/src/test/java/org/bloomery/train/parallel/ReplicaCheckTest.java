package org.bloomery.train.parallel;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import org.bloomery.artifact.RankException;
import org.bloomery.artifact.pipeline.Schedule;
import org.bloomery.model.BloomShape;
import org.bloomery.tensor.Precision;
import org.bloomery.tensor.collective.ThreadRanks;
import org.bloomery.train.optim.MomentStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicaCheckTest {
  private static final BloomShape SHAPE = new BloomShape(40, 16, 2, 2, 8, 1e-5, 0);

  /// One flipped bit: in a norm that two shares hold, in a matrix that two replicas hold, in the
  /// embedding that both ends hold.
  @ParameterizedTest
  @CsvSource({
    "2,1,1,1,transformer.h.1.input_layernorm.weight",
    "1,2,1,1,transformer.h.0.mlp.dense_h_to_4h.weight",
    "1,1,2,1,transformer.word_embeddings.weight",
  })
  void aFlippedBitIsFoundAndItsParameterNamed(
      int tensor, int data, int pipeline, int rank, String name) {
    String sentence =
        String.valueOf(
            assertThrows(
                    RankException.class, () -> check(new Mesh(tensor, data, pipeline), rank, name))
                .getMessage());
    assertTrue(sentence.startsWith(name + " of rank 1 on host "), sentence);
  }

  @ParameterizedTest
  @CsvSource({"2,2,2"})
  void ranksThatAgreeGoOn(int tensor, int data, int pipeline) {
    check(new Mesh(tensor, data, pipeline), -1, "");
  }

  private static void check(Mesh mesh, int rank, String name) {
    ParallelLayout layout = new ParallelLayout(mesh, Schedule.ONE_FORWARD_ONE_BACKWARD, false);
    ThreadRanks.run(
        mesh.ranks(),
        Duration.ofMinutes(1),
        world -> {
          try (ParallelEngine engine =
              new ParallelEngine(
                  RankGroups.of(world, mesh),
                  layout,
                  SHAPE,
                  0.05,
                  Precision.FP32,
                  1,
                  false,
                  new ParallelEngine.Optimiser(0.9, 0.95, 1e-8, 0.1),
                  MomentStore.inMemory())) {
            if (world.rank() == rank) {
              MemorySegment bytes = engine.part().store().masterBytes(name);
              bytes.set(ValueLayout.JAVA_BYTE, 5, (byte) (bytes.get(ValueLayout.JAVA_BYTE, 5) ^ 1));
            }
            ReplicaCheck.require(engine);
            return true;
          }
        });
  }
}
