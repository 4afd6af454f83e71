package org.bloomery.artifact.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Runs one step of a pipeline on paper: every stage works through its [TaskOrder], and a task
/// starts when its stage is free and its input has arrived.
///
/// With v chunks, virtual stage c·p + i is chunk c of stage i; each chunk takes a v-th of the
/// stage's time. Adding a schedule: a [Schedule.Kind] and its order in [TaskOrder].
public final class PipelineSimulator {
  private final PipelineWork work;
  private final int stages;
  private final int chunks;
  private final double[][][] finished; // (direction, virtual stage, micro-batch), NaN: not yet
  private final List<TimelineEntry> timeline = new ArrayList<>();

  private PipelineSimulator(PipelineWork work, Schedule schedule) {
    this.work = work;
    this.stages = work.stages();
    this.chunks = schedule.chunks();
    this.finished = new double[2][stages * chunks][work.microBatches()];
    for (double[][] direction : finished) {
      for (double[] stage : direction) {
        Arrays.fill(stage, Double.NaN);
      }
    }
  }

  /// Simulates one step.
  ///
  /// @throws IllegalArgumentException where micro-batches do not divide by the stages of an
  ///   interleaved schedule
  public static PipelineRun run(PipelineWork work, Schedule schedule) {
    if (schedule.chunks() > 1 && work.microBatches() % work.stages() != 0) {
      throw new IllegalArgumentException(
          "an interleaved schedule takes micro-batches in groups of the "
              + work.stages()
              + " stages, which do not divide "
              + work.microBatches());
    }
    return new PipelineSimulator(work, schedule).simulate(schedule);
  }

  private PipelineRun simulate(Schedule schedule) {
    List<List<Task>> orders = new ArrayList<>();
    for (int stage = 0; stage < stages; stage++) {
      orders.add(TaskOrder.of(schedule, stage, stages, work.microBatches()));
    }
    int[] next = new int[stages];
    double[] free = new double[stages];
    boolean moved = true;
    while (moved) {
      moved = false;
      for (int stage = 0; stage < stages; stage++) {
        while (next[stage] < orders.get(stage).size()
            && start(stage, orders.get(stage).get(next[stage]), free)) {
          next[stage]++;
          moved = true;
        }
      }
    }
    List<Integer> peaks = new ArrayList<>();
    for (int stage = 0; stage < stages; stage++) {
      if (next[stage] < orders.get(stage).size()) {
        throw new IllegalStateException("stage " + stage + " waits for ever: " + schedule);
      }
      peaks.add(peak(orders.get(stage)));
    }
    return new PipelineRun(
        Arrays.stream(free).max().orElseThrow(), work.idealSeconds(), peaks, timeline);
  }

  /// Does the task if its input exists; says whether it did.
  private boolean start(int stage, Task task, double[] free) {
    int virtual = task.chunk() * stages + stage;
    double arrived = arrival(virtual, task);
    if (Double.isNaN(arrived)) {
      return false;
    }
    double begin = Math.max(free[stage], arrived);
    List<Double> seconds = task.forward() ? work.forwardSeconds() : work.backwardSeconds();
    double end = begin + seconds.get(stage) / chunks;
    free[stage] = end;
    finished[task.forward() ? 0 : 1][virtual][task.microBatch()] = end;
    timeline.add(new TimelineEntry(stage, task, begin, end));
    return true;
  }

  private double arrival(int virtual, Task task) {
    int last = stages * chunks - 1;
    if (task.forward()) {
      return virtual == 0 ? 0 : finished[0][virtual - 1][task.microBatch()] + send();
    }
    return virtual == last
        ? finished[0][last][task.microBatch()]
        : finished[1][virtual + 1][task.microBatch()] + send();
  }

  /// Chunks that follow one another in one stage need no message.
  private double send() {
    return stages == 1 ? 0 : work.sendSeconds();
  }

  private static int peak(List<Task> order) {
    int held = 0;
    int peak = 0;
    for (Task task : order) {
      held += task.forward() ? 1 : -1;
      peak = Math.max(peak, held);
    }
    return peak;
  }
}
