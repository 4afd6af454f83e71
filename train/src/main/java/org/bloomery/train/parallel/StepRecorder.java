package org.bloomery.train.parallel;

import java.util.ArrayList;
import java.util.List;
import org.bloomery.artifact.pipeline.Task;
import org.bloomery.tensor.collective.WaitTimes.Wait;

/// Writes down what one rank does in the newest step and when: passes of micro-batches, the
/// optimiser, and stays in collectives, which may lie within a pass. Off, it keeps nothing.
public final class StepRecorder {
  /// Keeps nothing.
  public static final StepRecorder OFF = new StepRecorder(false);

  private final boolean on;
  private List<Span> now = new ArrayList<>();
  private List<Span> newest = List.of();

  /// What a rank was at.
  public enum Work {
    FORWARD,
    BACKWARD,
    OPTIMISER,
    COLLECTIVE
  }

  /// From a time to a time, by [System#nanoTime].
  ///
  /// @param microBatch of the replica, from 0; -1 for none
  /// @param chunk of the rank's stage; -1 for none
  public record Span(Work work, int microBatch, int chunk, long start, long end) {}

  private StepRecorder(boolean on) {
    this.on = on;
  }

  /// A recorder that keeps the newest step.
  public static StepRecorder recording() {
    return new StepRecorder(true);
  }

  /// A step begins.
  public void begin() {
    now = new ArrayList<>();
  }

  /// A pass ends that began at `start`.
  void pass(Task task, long start) {
    add(
        task.forward() ? Work.FORWARD : Work.BACKWARD,
        task.microBatch(),
        task.chunk(),
        start,
        System.nanoTime());
  }

  /// The optimiser ends, which began at `start`, and with it the step.
  public void end(long start) {
    add(Work.OPTIMISER, -1, -1, start, System.nanoTime());
    newest = List.copyOf(now);
    begin();
  }

  /// A collective was left.
  public void waited(Wait wait) {
    add(Work.COLLECTIVE, -1, -1, wait.startNanos(), wait.endNanos());
  }

  private void add(Work work, int microBatch, int chunk, long start, long end) {
    if (on) {
      now.add(new Span(work, microBatch, chunk, start, end));
    }
  }

  /// The newest step that has ended.
  public List<Span> newest() {
    return newest;
  }
}
