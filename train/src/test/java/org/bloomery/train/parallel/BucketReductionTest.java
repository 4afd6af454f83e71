package org.bloomery.train.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.bloomery.artifact.pipeline.Schedule;
import org.bloomery.model.BloomShape;
import org.bloomery.model.Dropout;
import org.bloomery.model.Parameter;
import org.bloomery.model.ParameterStore;
import org.bloomery.model.Pass;
import org.bloomery.model.TokenBatch;
import org.bloomery.tensor.Precision;
import org.bloomery.tensor.Tensors;
import org.bloomery.tensor.collective.ThreadRanks;
import org.bloomery.train.optim.BufferRange;
import org.bloomery.train.optim.MomentStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Gradients are reduced while the backward pass goes on.
class BucketReductionTest {
  /// Its matrices fill more than three buckets.
  private static final BloomShape SHAPE = new BloomShape(64, 192, 8, 4, 8, 1e-5, 0);

  private static final int MICRO_BATCHES = 2;
  private static final String LAST = "transformer.word_embeddings.weight";

  private sealed interface Event {
    record Completed(Parameter parameter) implements Event {}

    record Started(BufferRange bucket) implements Event {}
  }

  /// Runs one step of two replicas; gives what `look` makes of each engine after it.
  private static <T> List<T> step(
      int zero, Function<ParallelEngine, ReductionWatch> watch, Function<ParallelEngine, T> look) {
    Mesh mesh = new Mesh(1, 2, 1);
    return ThreadRanks.run(
        2,
        Duration.ofMinutes(2),
        world -> {
          try (ParallelEngine engine =
              new ParallelEngine(
                  RankGroups.of(world, mesh),
                  new ParallelLayout(mesh, Schedule.ONE_FORWARD_ONE_BACKWARD, zero, false),
                  SHAPE,
                  0.05,
                  Precision.FP32,
                  1,
                  false,
                  new ParallelEngine.Optimiser(0.9, 0.95, 1e-8, 0.1),
                  MomentStore.inMemory())) {
            engine.reduction().watch(watch.apply(engine));
            List<Pass> passes = new ArrayList<>();
            for (int m = 0; m < MICRO_BATCHES; m++) {
              passes.add(pass(2L * m + world.rank()));
            }
            engine.addGradients(passes, 1);
            return look.apply(engine);
          }
        });
  }

  private static Pass pass(long sample) {
    int[] window = new int[SHAPE.sequence() + 1];
    for (int t = 0; t < window.length; t++) {
      window[t] = (int) ((sample * 7 + t * 5L) % SHAPE.vocabulary());
    }
    TokenBatch batch = TokenBatch.ofWindows(new int[][] {window}, new long[] {sample});
    return new Pass(batch, Dropout.NONE);
  }

  private static ReductionWatch record(List<Event> events) {
    return new ReductionWatch() {
      @Override
      public void completed(Parameter parameter) {
        events.add(new Event.Completed(parameter));
      }

      @Override
      public void starts(BufferRange bucket) {
        events.add(new Event.Started(bucket));
      }
    };
  }

  @Test
  void aBucketStartsAtOnceWhenItsLastGradientIsThereFromTheLastLayerToTheFirst() {
    List<List<Event>> all = new ArrayList<>();
    for (int rank = 0; rank < 2; rank++) {
      all.add(new ArrayList<>());
    }
    List<Boolean> checked =
        step(
            0,
            engine -> record(all.get(engine.groups().world().rank())),
            engine -> ordered(all.get(engine.groups().world().rank()), engine));
    assertEquals(List.of(true, true), checked);
    assertEquals(starts(all.getFirst()), starts(all.getLast()));
  }

  private static List<BufferRange> starts(List<Event> events) {
    return events.stream()
        .filter(Event.Started.class::isInstance)
        .map(event -> ((Event.Started) event).bucket())
        .toList();
  }

  private static boolean ordered(List<Event> events, ParallelEngine engine) {
    ParameterStore store = engine.part().store();
    Set<String> completed = new HashSet<>();
    Set<BufferRange> waiting = new HashSet<>(engine.buckets().buckets());
    for (Event event : events) {
      switch (event) {
        case Event.Completed(Parameter parameter) -> {
          // Whatever was complete before has started by now.
          for (BufferRange bucket : waiting) {
            assertTrue(!completed.containsAll(names(store, bucket)), bucket + " waited");
          }
          assertTrue(completed.add(parameter.name()), parameter.name() + " twice");
        }
        case Event.Started(BufferRange bucket) -> {
          assertTrue(waiting.remove(bucket), bucket + " twice");
          assertTrue(completed.containsAll(names(store, bucket)), bucket + " too early");
        }
      }
    }
    assertEquals(Set.of(), waiting);
    assertEquals(store.parameters().size(), completed.size());
    // The embedding lies first in the buffers, then the matrices of the layers in order.
    List<Long> offsets =
        starts(events).stream()
            .map(BufferRange::start)
            .filter(start -> start > 0 && start < store.decayingElements())
            .toList();
    assertTrue(offsets.size() > 3, offsets.toString());
    assertEquals(offsets.stream().sorted((a, b) -> Long.compare(b, a)).toList(), offsets);
    return true;
  }

  private static List<String> names(ParameterStore store, BufferRange bucket) {
    return store.parameters().stream()
        .filter(p -> bucket.and(new BufferRange(store.offset(p), p.elements())).isPresent())
        .map(Parameter::name)
        .toList();
  }

  /// Both replicas stop before the embedding's gradient is complete, until the buckets that were
  /// started have arrived: a reduction that ran only after the backward pass would never arrive.
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void bucketsArriveWhileTheBackwardPassStandsStill(int zero) {
    List<Integer> arrived = new ArrayList<>(List.of(0, 0));
    step(zero, engine -> holding(engine, arrived), _ -> true);
    assertTrue(arrived.getFirst() > 3, arrived.toString());
    assertEquals(arrived.getFirst(), arrived.getLast());
  }

  private static ReductionWatch holding(ParallelEngine engine, List<Integer> arrived) {
    return new ReductionWatch() {
      private int started;

      @Override
      public void completed(Parameter parameter) {
        if (parameter.name().equals(LAST)) {
          long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
          while (engine.reduction().running() > 0) {
            assertTrue(System.nanoTime() < deadline, "nothing arrives");
            Thread.onSpinWait();
          }
          arrived.set(engine.groups().world().rank(), started);
        }
      }

      @Override
      public void starts(BufferRange bucket) {
        started++;
      }
    };
  }

  /// What others own of the matrices' gradients is zero and takes no memory.
  @Test
  @EnabledOnOs(OS.LINUX)
  void replicasThatShareGradientsKeepTheirPartAlone() {
    List<Boolean> checked = step(2, _ -> ReductionWatch.NONE, BucketReductionTest::keepsItsPart);
    assertEquals(List.of(true, true), checked);
    List<Long> whole = step(1, _ -> ReductionWatch.NONE, BucketReductionTest::residentBytes);
    List<Long> part = step(2, _ -> ReductionWatch.NONE, BucketReductionTest::residentBytes);
    for (int rank = 0; rank < 2; rank++) {
      assertTrue(part.get(rank) < 0.52 * whole.get(rank), part + " of " + whole);
    }
  }

  private static boolean keepsItsPart(ParallelEngine engine) {
    double[] gradients = Tensors.doubles(engine.part().store().gradients());
    boolean[] owned = new boolean[gradients.length];
    for (BufferRange range : engine.buckets().owned()) {
      Arrays.fill(owned, (int) range.start(), (int) range.end(), true);
    }
    int there = 0;
    for (int i = 0; i < gradients.length; i++) {
      assertTrue(owned[i] || gradients[i] == 0, "element " + i);
      there += gradients[i] != 0 ? 1 : 0;
    }
    assertTrue(there > gradients.length / 3, "the own part is there");
    return true;
  }

  /// Memory that the buffer of gradients takes, from what the kernel tells a process of its pages.
  private static long residentBytes(ParallelEngine engine) {
    long page = 4096;
    long address = Tensors.bytes(engine.part().store().gradients()).address();
    long end = address + 4 * engine.part().store().elements();
    long found = 0;
    byte[] word = new byte[Long.BYTES]; // the kernel reads whole words alone
    try (RandomAccessFile map = new RandomAccessFile("/proc/self/pagemap", "r")) {
      for (long at = address / page; at <= end / page; at++) {
        map.seek(at * Long.BYTES);
        map.readFully(word);
        found += word[Long.BYTES - 1] < 0 ? page : 0; // bit 63 of a little-endian word: present
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }
}
