package org.bloomery.train.parallel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.bloomery.artifact.RankException;
import org.bloomery.artifact.pipeline.Schedule;
import org.bloomery.model.BloomShape;
import org.bloomery.model.Parameter;
import org.bloomery.tensor.Precision;
import org.bloomery.tensor.Tensors;
import org.bloomery.tensor.collective.ThreadRanks;
import org.bloomery.train.optim.MomentStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicaCheckTest {
  private static final BloomShape SHAPE = new BloomShape(40, 16, 2, 2, 8, 1e-5, 0);
  private static final String NORM = "transformer.h.1.input_layernorm.weight";

  /// What flips a bit at one rank, before all compare.
  private interface Fault {
    void happen(ParallelEngine engine, int rank);
  }

  private static void flip(MemorySegment bytes) {
    bytes.set(ValueLayout.JAVA_BYTE, 5, (byte) (bytes.get(ValueLayout.JAVA_BYTE, 5) ^ 1));
  }

  private static Fault inWeights(int at, String name) {
    return (engine, rank) -> {
      if (rank == at) {
        flip(engine.part().store().masterBytes(name));
        engine.part().store().refreshShadows();
      }
    };
  }

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
    RankException refusal =
        assertThrows(
            RankException.class,
            () -> check(new Mesh(tensor, data, pipeline), inWeights(rank, name), false));
    String sentence = String.valueOf(refusal.getMessage());
    assertTrue(sentence.startsWith(name + " of rank 1 on host "), sentence);
    assertTrue(sentence.contains("is not that of rank 0 on host "), sentence);
  }

  @Test
  void aFlippedBitOfAMomentIsFound() {
    Fault fault =
        (engine, rank) -> {
          if (rank == 1) {
            flip(engine.optimiser().secondMomentBytes(NORM));
          }
        };
    String sentence =
        String.valueOf(
            assertThrows(RankException.class, () -> check(new Mesh(2, 1, 1), fault, false))
                .getMessage());
    assertTrue(sentence.startsWith("the second moment of " + NORM + " of rank 1"), sentence);
  }

  @ParameterizedTest
  @CsvSource({"2,2,2"})
  void ranksThatAgreeGoOn(int tensor, int data, int pipeline) {
    Fault none = (engine, rank) -> {};
    Mesh mesh = new Mesh(tensor, data, pipeline);
    check(mesh, none, false).forEach(said -> assertEquals(List.of(), said));
    check(mesh, none, true).forEach(said -> assertEquals(List.of(), said));
  }

  /// Two of two: the lowest rank is believed.
  @Test
  void repairTakesTheBitsOfTheLowestRankWhereRanksAreEven() {
    List<List<String>> said = check(new Mesh(2, 1, 1), inWeights(1, NORM), true);
    for (List<String> sentences : said) {
      assertEquals(1, sentences.size());
      String sentence = sentences.getFirst();
      assertTrue(sentence.startsWith(NORM + " of rank 1 on host "), sentence);
      assertTrue(sentence.contains("the bits that 1 of 2 ranks hold"), sentence);
    }
  }

  /// A norm is whole at every share of every replica, so that three outvote the first.
  @Test
  void repairTakesTheBitsOfTheMajority() {
    for (List<String> sentences : check(new Mesh(2, 2, 1), inWeights(0, NORM), true)) {
      assertEquals(1, sentences.size());
      String sentence = sentences.getFirst();
      assertTrue(sentence.startsWith(NORM + " of rank 0 on host "), sentence);
      assertTrue(sentence.contains("was not that of rank 1 on host "), sentence);
      assertTrue(sentence.contains("the bits that 3 of 4 ranks hold"), sentence);
    }
  }

  /// Lets ranks compare; returns what each said. After a repair all hold the right bits, also those
  /// that the arithmetic reads.
  private static List<List<String>> check(Mesh mesh, Fault fault, boolean repair) {
    ParallelLayout layout = new ParallelLayout(mesh, Schedule.ONE_FORWARD_ONE_BACKWARD, false);
    return ThreadRanks.run(
        mesh.ranks(),
        Duration.ofMinutes(1),
        world -> {
          try (ParallelEngine engine =
              new ParallelEngine(
                  RankGroups.of(world, mesh),
                  layout,
                  SHAPE,
                  0.05,
                  Precision.BF16,
                  1,
                  false,
                  new ParallelEngine.Optimiser(0.9, 0.95, 1e-8, 0.1),
                  MomentStore.inMemory())) {
            double[] before = weights(engine);
            fault.happen(engine, world.rank());
            List<String> said = engine.checkReplicas(repair);
            assertArrayEquals(before, weights(engine));
            engine.checkReplicas(false);
            return said;
          }
        });
  }

  private static double[] weights(ParallelEngine engine) {
    List<Parameter> parameters = engine.part().store().parameters();
    return parameters.stream()
        .flatMapToDouble(parameter ->
            DoubleStream.concat(
                Arrays.stream(Tensors.doubles(engine.part().store().master(parameter))),
                Arrays.stream(Tensors.doubles(engine.part().store().leaf(parameter)))))
        .toArray();
  }
}
