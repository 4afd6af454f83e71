package org.bloomery.artifact.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineSimulatorTest {
  /// Bubble ÷ ideal = (p − 1)/m (Narayanan et al. 2021, §2.2.1).
  @ParameterizedTest
  @CsvSource({"1, 1", "1, 7", "4, 4", "4, 8", "12, 128", "12, 24", "8, 3", "5, 17"})
  void bubbleOfEqualStagesIsStagesLessOneOverMicroBatches(int stages, int microBatches) {
    PipelineWork work = PipelineWork.even(stages, 1, 3, microBatches);
    double expected = (stages - 1.0) / microBatches;
    assertEquals(expected, PipelineSimulator.run(work, Schedule.AFAB).bubbleToIdeal(), 1e-12);
    assertEquals(
        expected,
        PipelineSimulator.run(work, Schedule.ONE_FORWARD_ONE_BACKWARD).bubbleToIdeal(),
        1e-12);
  }

  /// Interleaving divides it by v (§2.2.2).
  @ParameterizedTest
  @CsvSource({"4, 8, 2", "4, 16, 4", "12, 24, 2", "2, 2, 3", "8, 64, 5"})
  void interleavingDividesTheBubbleByTheChunks(int stages, int microBatches, int chunks) {
    PipelineWork work = PipelineWork.even(stages, 1, 2, microBatches);
    PipelineRun run = PipelineSimulator.run(work, Schedule.interleaved(chunks));
    assertEquals((stages - 1.0) / microBatches / chunks, run.bubbleToIdeal(), 1e-12);
  }

  /// 1F1B holds min(p − stage, m), AFAB all; interleaved by the formula of `Schedule`.
  @ParameterizedTest
  @CsvSource({"4, 8", "4, 2", "6, 12", "3, 3"})
  void holdsAsManyMicroBatchesAsTheMemoryModelCounts(int stages, int microBatches) {
    List<Schedule> schedules = new ArrayList<>();
    schedules.add(Schedule.AFAB);
    schedules.add(Schedule.ONE_FORWARD_ONE_BACKWARD);
    if (microBatches % stages == 0) {
      schedules.add(Schedule.interleaved(2));
      schedules.add(Schedule.interleaved(3));
    }
    for (Schedule schedule : schedules) {
      PipelineRun run =
          PipelineSimulator.run(PipelineWork.even(stages, 1, 2, microBatches), schedule);
      for (int stage = 0; stage < stages; stage++) {
        assertEquals(
            schedule.inFlight(stage, stages, microBatches) * schedule.chunks(),
            run.peakInFlight().get(stage),
            1e-9,
            schedule + " stage " + stage);
      }
    }
  }

  /// The times by brute force: every task's start is the largest of its predecessors' ends, by
  /// repeated passes over all tasks until nothing moves.
  @RepeatedTest(40)
  void agreesWithBruteForceOnUnevenStages(RepetitionInfo repetition) {
    int seed = repetition.getCurrentRepetition();
    Random random = new Random(seed);
    int stages = 1 + random.nextInt(4);
    int chunks = stages == 1 ? 1 : 1 + random.nextInt(3);
    int microBatches = stages * (1 + random.nextInt(3));
    Schedule schedule =
        chunks > 1
            ? Schedule.interleaved(chunks)
            : random.nextBoolean() ? Schedule.AFAB : Schedule.ONE_FORWARD_ONE_BACKWARD;
    List<Double> forward = random.doubles(stages, 0.5, 2).boxed().toList();
    List<Double> backward = random.doubles(stages, 0.5, 4).boxed().toList();
    PipelineWork work = new PipelineWork(forward, backward, random.nextDouble() / 4, microBatches);
    PipelineRun run = PipelineSimulator.run(work, schedule);
    assertEquals(bruteForce(work, schedule), run.seconds(), 1e-9, "seed " + seed);
    assertTrue(run.seconds() >= work.idealSeconds() - 1e-9, "seed " + seed);
    assertEquals(2 * stages * chunks * microBatches, run.timeline().size(), "seed " + seed);
    assertNoOverlap(run, stages, seed);
  }

  private static double bruteForce(PipelineWork work, Schedule schedule) {
    int p = work.stages();
    int v = schedule.chunks();
    Map<String, Double> ends = new HashMap<>();
    boolean moved = true;
    while (moved) {
      moved = false;
      for (int stage = 0; stage < p; stage++) {
        double free = 0;
        for (Task task : TaskOrder.of(schedule, stage, p, work.microBatches())) {
          int at = task.chunk() * p + stage;
          double input =
              task.forward()
                  ? at == 0 ? 0 : end(ends, "F", at - 1, task) + sent(work)
                  : at == p * v - 1
                      ? end(ends, "F", at, task)
                      : end(ends, "B", at + 1, task) + sent(work);
          double length =
              (task.forward() ? work.forwardSeconds() : work.backwardSeconds()).get(stage);
          double end = Math.max(free, input) + length / v;
          Double before = ends.put(key(task.forward() ? "F" : "B", at, task), end);
          moved |= before == null || before != end;
          free = end;
        }
      }
    }
    return ends.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  private static double sent(PipelineWork work) {
    return work.stages() == 1 ? 0 : work.sendSeconds();
  }

  private static double end(Map<String, Double> ends, String direction, int at, Task task) {
    return ends.getOrDefault(key(direction, at, task), 0.0);
  }

  private static String key(String direction, int at, Task task) {
    return direction + at + ":" + task.microBatch();
  }

  private static void assertNoOverlap(PipelineRun run, int stages, int seed) {
    IntStream.range(0, stages)
        .forEach(stage -> {
          double free = 0;
          for (TimelineEntry entry :
              run.timeline().stream().filter(entry -> entry.stage() == stage).toList()) {
            assertTrue(entry.startSeconds() >= free - 1e-12, "seed " + seed + " " + entry);
            free = entry.endSeconds();
          }
        });
  }

  /// The slowest stage sets the pace: four stages of 7, 7, 7 and 1 blocks are as slow as four of 7,
  /// but for the one pass in which the short stage is not waited for.
  @Test
  void theSlowestStageSetsThePace() {
    int m = 64;
    PipelineWork work =
        new PipelineWork(List.of(7.0, 7.0, 7.0, 1.0), List.of(14.0, 14.0, 14.0, 2.0), 0, m);
    double seconds = PipelineSimulator.run(work, Schedule.ONE_FORWARD_ONE_BACKWARD).seconds();
    double equal = (m + 3) * 21.0;
    assertTrue(seconds > equal * 0.97 && seconds < equal, seconds + " against " + equal);
  }

  @Test
  void refusesInterleavedBatchesThatDoNotDivide() {
    PipelineWork work = PipelineWork.even(4, 1, 2, 6);
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> PipelineSimulator.run(work, Schedule.interleaved(2)));
    assertTrue(String.valueOf(refusal.getMessage()).contains("do not divide 6"));
  }
}
