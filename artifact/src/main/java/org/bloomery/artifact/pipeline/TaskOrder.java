package org.bloomery.artifact.pipeline;

import java.util.ArrayList;
import java.util.List;

/// The order in which each stage works (Narayanan et al. 2021, figures 3 and 4).
public final class TaskOrder {
  private TaskOrder() {}

  /// The passes of one stage in one step.
  ///
  /// @param stage counted from 0, of `stages`
  /// @param microBatches of the step; a multiple of the stages where chunks are interleaved
  public static List<Task> of(Schedule schedule, int stage, int stages, int microBatches) {
    int chunks = schedule.chunks();
    int total = microBatches * chunks;
    int warmUp =
        switch (schedule.kind()) {
          case ALL_FORWARD_ALL_BACKWARD -> total;
          case ONE_FORWARD_ONE_BACKWARD -> stages - stage - 1;
          case INTERLEAVED -> 2 * (stages - stage - 1) + (chunks - 1) * stages;
        };
    List<Task> tasks = new ArrayList<>();
    int forward = 0;
    int backward = 0;
    while (forward < Math.min(warmUp, total)) {
      tasks.add(task(forward++, stages, chunks, true));
    }
    while (forward < total) {
      tasks.add(task(forward++, stages, chunks, true));
      tasks.add(task(backward++, stages, chunks, false));
    }
    while (backward < total) {
      tasks.add(task(backward++, stages, chunks, false));
    }
    return tasks;
  }

  /// The n-th pass of a stage. Interleaved, each group of `stages` micro-batches goes through all
  /// chunks before the next group; backward from the last chunk.
  private static Task task(int n, int stages, int chunks, boolean forward) {
    if (chunks == 1) {
      return new Task(n, 0, forward);
    }
    int group = n / (stages * chunks);
    int chunk = n % (stages * chunks) / stages;
    int microBatch = group * stages + n % stages;
    return new Task(microBatch, forward ? chunk : chunks - 1 - chunk, forward);
  }
}
