package org.bloomery.tensor.collective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bloomery.artifact.RankException;
import org.bloomery.tensor.Scope;
import org.bloomery.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommunicatorTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private static double[] numbers(int rank, int count) {
    double[] values = new double[count];
    Arrays.setAll(values, i -> 100.0 * rank + i + 1.0 / 3);
    return values;
  }

  @ParameterizedTest
  @CsvSource({"1,Double", "2,Double", "3,Double", "4,Float", "2,BFloat16"})
  void everyRankHasTheSumAndTheMaximumOfAll(int size, ScalarType type) {
    List<double[]> sums =
        ThreadRanks.run(
            size,
            LONG,
            world -> {
              try (Scope _ = Scope.open()) {
                Tensor sum = Tensors.of(numbers(world.rank(), 5), 5).to(type);
                Tensor maximum = sum.clone();
                world.all().allReduce(sum, Reduction.SUM);
                world.all().allReduce(maximum, Reduction.MAXIMUM);
                double[] largest = Tensors.doubles(maximum);
                assertEquals(numbers(size - 1, 5)[2], largest[2], 0.01 * largest[2]);
                return Tensors.doubles(sum);
              }
            });
    double expected = 0;
    for (int rank = 0; rank < size; rank++) {
      expected += numbers(rank, 5)[4];
    }
    assertEquals(expected, sums.getFirst()[4], 0.01 * expected);
    sums.forEach(sum -> assertArrayEquals(sums.getFirst(), sum));
  }

  /// What lets ZeRO and plain data parallelism end with the same bits.
  @ParameterizedTest
  @CsvSource({"2,Double", "3,Float", "4,Float", "4,Double"})
  void scatteredPartsGatheredAgainAreTheAllReduceToTheBit(int size, ScalarType type) {
    ThreadRanks.run(
        size,
        LONG,
        world -> {
          try (Scope _ = Scope.open()) {
            long part = 7;
            Tensor whole = Tensors.of(numbers(world.rank(), 7 * size), part * size).to(type);
            Tensor scattered = whole.clone();
            world.all().startReduceScatter(scattered).await();
            Tensor own = scattered.narrow(0, world.rank() * part, part).clone();
            Tensor gathered = Tensors.zeros(type, part * size);
            world.all().startAllGather(gathered, own).await();
            world.all().allReduce(whole, Reduction.SUM);
            assertArrayEquals(Tensors.doubles(whole), Tensors.doubles(gathered));
            return true;
          }
        });
  }

  @Test
  void groupsOfAMeshReduceEachForThemselves() {
    ThreadRanks.run(
        4,
        LONG,
        world -> {
          try (Scope _ = Scope.open()) {
            int row = world.rank() / 2;
            int column = world.rank() % 2;
            Communicator rows = world.among("row " + row, List.of(2 * row, 2 * row + 1));
            Communicator columns = world.among("column " + column, List.of(column, column + 2));
            Tensor value = Tensors.of(new double[] {1 << world.rank()}, 1);
            Tensor other = value.clone();
            rows.allReduce(value, Reduction.SUM);
            columns.allReduce(other, Reduction.SUM);
            assertEquals(row == 0 ? 3 : 12, Tensors.doubles(value)[0]);
            assertEquals(column == 0 ? 5 : 10, Tensors.doubles(other)[0]);
            assertEquals(column, rows.rank());
            assertEquals(row, columns.rank());
            return true;
          }
        });
  }

  @Test
  void messagesFindTheirTagsWhateverTheOrderAndBroadcastComesFromItsRoot() {
    ThreadRanks.run(
        3,
        LONG,
        world -> {
          try (Scope _ = Scope.open()) {
            int next = (world.rank() + 1) % 3;
            int previous = (world.rank() + 2) % 3;
            List<Pending> sent = new ArrayList<>();
            for (int tag = 0; tag < 3; tag++) {
              Tensor message = Tensors.of(numbers(10 * world.rank() + tag, 1000), 1000);
              sent.add(world.all().startSend(message, next, tag));
            }
            for (int tag = 2; tag >= 0; tag--) {
              Tensor received = Tensors.zeros(ScalarType.Double, 1000);
              world.all().receive(received, previous, tag);
              assertArrayEquals(numbers(10 * previous + tag, 1000), Tensors.doubles(received));
            }
            sent.forEach(Pending::await);
            Tensor value = Tensors.of(numbers(world.rank(), 2), 2);
            world.all().broadcast(value, 2);
            assertArrayEquals(numbers(2, 2), Tensors.doubles(value));
            world.all().barrier();
            world.all().monitoredBarrier("the end", LONG);
            return true;
          }
        });
  }

  @Test
  void theFailureOfARankIsASentenceAtTheOthers() {
    RankException failure =
        assertThrows(
            RankException.class,
            () ->
                ThreadRanks.run(
                    3,
                    Duration.ofSeconds(20),
                    world -> {
                      if (world.rank() == 2) {
                        throw new RankException("the disk is full");
                      }
                      world.all().barrier();
                      return true;
                    }));
    assertEquals(6, failure.exitCode());
    String sentence = String.valueOf(failure.getMessage());
    assertTrue(
        sentence.startsWith("rank 2 on host ") && sentence.endsWith("failed: the disk is full"),
        sentence);
  }

  @Test
  void aRankThatDoesNotComeToACollectiveIsNamedWithItsLastOne() {
    RankException failure =
        assertThrows(
            RankException.class,
            () ->
                ThreadRanks.run(
                    2,
                    Duration.ofSeconds(3),
                    world -> {
                      world.all().barrier();
                      if (world.rank() == 1) {
                        sleep(12_000);
                        return false;
                      }
                      world.all().monitoredBarrier("a checkpoint", Duration.ofSeconds(1));
                      return true;
                    }));
    String sentence = String.valueOf(failure.getMessage());
    assertTrue(sentence.startsWith("rank 1 on host "), sentence);
    assertTrue(
        sentence.contains(
            "did not come to monitored barrier before a checkpoint, 2 of the group all"),
        sentence);
    assertTrue(
        sentence.endsWith("the last that was seen of it is barrier 1 of the group all"), sentence);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void everyRankHasTheTextsOfAll(int size) {
    List<String> texts = List.of("", "ein Wort", "溶鉱炉 \n 3".repeat(50)).subList(0, size);
    ThreadRanks.run(
        size,
        LONG,
        world -> {
          assertEquals(texts, world.all().gather(texts.get(world.rank())));
          return true;
        });
  }

  @Test
  void whoHangsIsASuspectAndAllOthersAreNamedWithTheirLastCollective() {
    List<Standing> seen =
        ThreadRanks.run(
            3,
            Duration.ofSeconds(30),
            world -> {
              world.all().barrier();
              if (world.rank() == 0) {
                sleep(1_000);
                Standing standing = world.standing();
                world.all().barrier();
                return standing;
              }
              if (world.rank() == 1) {
                sleep(9_000);
              }
              world.all().barrier();
              return Standing.UNKNOWN;
            });
    Standing standing = seen.getFirst();
    assertEquals(2, standing.suspects().size(), standing.toString()); // the one that looks, too
    String hung = standing.suspects().get(1);
    assertTrue(hung.startsWith("rank 1 on host "), hung);
    assertTrue(
        hung.endsWith(
            "is in no collective; the last that was seen of it is barrier 1 of the group all"),
        hung);
    assertTrue(
        standing.others().getFirst().endsWith(" waits in barrier 2 of the group all"),
        standing.toString());
  }

  @Test
  void theTimeOfWaitingIsCountedByGroup() {
    List<Long> waited =
        ThreadRanks.run(
            2,
            LONG,
            world -> {
              world.all().barrier();
              long before = world.waits().total();
              if (world.rank() == 1) {
                sleep(400);
              }
              world.all().barrier();
              assertEquals(world.waits().total(), world.waits().byGroup().get("all"));
              return world.waits().total() - before;
            });
    assertTrue(waited.get(0) > 300_000_000, waited.toString());
    assertTrue(waited.get(1) < waited.get(0) / 2, waited.toString());
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
