package org.bloomery.artifact.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The orders against hand-written ones, their peaks and bubbles against the closed formulas.
class TaskOrderTest {
  /// `F0` forward of micro-batch 0, `B0` its backward; a letter names the chunk where there are
  /// several.
  private static String written(Schedule schedule, int stage, int stages, int microBatches) {
    return TaskOrder.of(schedule, stage, stages, microBatches).stream()
        .map(task ->
            (task.forward() ? "F" : "B")
                + task.microBatch()
                + (schedule.chunks() > 1 ? "" + (char) ('a' + task.chunk()) : ""))
        .collect(Collectors.joining(" "));
  }

  @Test
  void allForwardThenAllBackward() {
    assertEquals("F0 F1 F2 B0 B1 B2", written(Schedule.AFAB, 0, 2, 3));
  }

  /// Narayanan et al. 2021, figure 4 above: the first of four stages warms up with three, the last
  /// with none.
  @Test
  void oneForwardOneBackward() {
    Schedule schedule = Schedule.ONE_FORWARD_ONE_BACKWARD;
    assertEquals("F0 F1 F2 F3 B0 F4 B1 F5 B2 F6 B3 F7 B4 B5 B6 B7", written(schedule, 0, 4, 8));
    assertEquals("F0 F1 B0 F2 B1 F3 B2 F4 B3 F5 B4 F6 B5 F7 B6 B7", written(schedule, 2, 4, 8));
    assertEquals("F0 B0 F1 B1 F2 B2 F3 B3 F4 B4 F5 B5 F6 B6 F7 B7", written(schedule, 3, 4, 8));
    assertEquals("F0 F1 B0 B1", written(schedule, 0, 4, 2));
  }

  /// The same figure below, for two stages: groups of as many micro-batches as there are stages go
  /// through chunk a, then through chunk b; backward begins with the last chunk.
  @Test
  void interleaved() {
    Schedule schedule = Schedule.interleaved(2);
    assertEquals(
        "F0a F1a F0b F1b F2a B0b F3a B1b F2b B0a F3b B1a B2b B3b B2a B3a",
        written(schedule, 0, 2, 4));
    assertEquals(
        "F0a F1a F0b B0b F1b B1b F2a B0a F3a B1a F2b B2b F3b B3b B2a B3a",
        written(schedule, 1, 2, 4));
  }

  @ParameterizedTest
  @CsvSource({"4, 8, 1", "4, 8, 2", "3, 9, 3", "1, 5, 1", "6, 2, 1", "12, 128, 1"})
  void everyPassIsRunOnceAndBackwardAfterForward(int stages, int microBatches, int chunks) {
    Schedule schedule =
        chunks > 1 ? Schedule.interleaved(chunks) : Schedule.ONE_FORWARD_ONE_BACKWARD;
    for (int stage = 0; stage < stages; stage++) {
      List<Task> tasks = TaskOrder.of(schedule, stage, stages, microBatches);
      Set<Task> seen = new HashSet<>();
      for (Task task : tasks) {
        assertTrue(seen.add(task), "twice: " + task);
        assertTrue(
            task.forward() || seen.contains(new Task(task.microBatch(), task.chunk(), true)),
            "backward first: " + task);
      }
      assertEquals(2 * microBatches * chunks, tasks.size());
    }
  }

  /// What the first stage holds at its fullest, in passes of a chunk: AFAB m, 1F1B min(m, p),
  /// interleaved vp + p − 1, which is 1 + (p − 1)/(pv) times the p·v of 1F1B.
  @ParameterizedTest
  @CsvSource({"4, 8", "2, 4", "12, 24", "3, 3"})
  void theFirstStageHoldsWhatTheFormulasSay(int p, int m) {
    assertEquals(m, peak(Schedule.AFAB, p, m));
    assertEquals(Math.min(m, p), peak(Schedule.ONE_FORWARD_ONE_BACKWARD, p, m));
    for (int v = 2; v <= 3; v++) {
      int peak = peak(Schedule.interleaved(v), p, m);
      assertEquals(Math.min(v * m, v * p + p - 1), peak);
      if (m > p) {
        assertEquals((1 + (p - 1.0) / (p * v)) * p, peak / (double) v, 1e-12);
      }
    }
  }

  private static int peak(Schedule schedule, int stages, int microBatches) {
    return PipelineSimulator.run(PipelineWork.even(stages, 1, 2, microBatches), schedule)
        .peakInFlight()
        .getFirst();
  }

  /// BLOOM: 12 stages, 2,048 sequences in 8 replicas by twos make 128 micro-batches.
  @Test
  void bloomsBubbleWasAboutATwelfthOfItsComputing() {
    PipelineRun run =
        PipelineSimulator.run(PipelineWork.even(12, 1, 3, 128), Schedule.ONE_FORWARD_ONE_BACKWARD);
    assertEquals(0.086, run.bubbleToIdeal(), 5e-4);
    assertEquals(11.0 / 139, run.bubbleShare(), 1e-12);
  }
}
