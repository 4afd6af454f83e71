package org.bloomery.train.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bloomery.artifact.run.BatchRamp;
import org.bloomery.artifact.run.CurriculumSettings;
import org.jspecify.annotations.Nullable;

/// How many samples each step reads, and how many tokens of each sample it predicts.
public final class Portions {
  /// Steps alike.
  private record Run(long firstStep, int batch, int length, long samples, long tokens) {}

  private final List<Run> runs = new ArrayList<>();
  private final long[] starts;
  private final long steps;

  private Portions(
      BatchRamp batches, @Nullable CurriculumSettings curriculum, int sequence, long wanted) {
    long step = 0;
    long samples = 0;
    long tokens = 0;
    while (tokens < wanted) {
      int batch = Math.toIntExact(batches.batchAt(samples));
      int length = curriculum == null ? sequence : curriculum.lengthAt(samples, sequence);
      if (runs.isEmpty() || runs.getLast().batch != batch || runs.getLast().length != length) {
        runs.add(new Run(step, batch, length, samples, tokens));
      }
      step++;
      samples += batch;
      tokens += (long) batch * length;
    }
    this.steps = step;
    this.starts = runs.stream().mapToLong(Run::firstStep).toArray();
  }

  /// As many steps as it takes to predict at least `tokens`.
  ///
  /// @param sequence tokens predicted of a whole sample
  public static Portions of(
      BatchRamp batches, @Nullable CurriculumSettings curriculum, int sequence, long tokens) {
    return new Portions(batches, curriculum, sequence, tokens);
  }

  /// Steps all alike.
  public static Portions constant(long steps, int batch, int sequence) {
    return of(BatchRamp.constant(batch), null, sequence, steps * batch * sequence);
  }

  public long steps() {
    return steps;
  }

  /// Samples that step `number` reads, counted from 1.
  public int batch(long number) {
    return run(number - 1).batch;
  }

  /// Tokens of each of its samples that it predicts.
  public int length(long number) {
    return run(number - 1).length;
  }

  /// Samples read after `done` steps.
  public long samples(long done) {
    Run run = run(done);
    return run.samples + (done - run.firstStep) * run.batch;
  }

  /// Tokens predicted after `done` steps.
  public long tokens(long done) {
    Run run = run(done);
    return run.tokens + (done - run.firstStep) * run.batch * run.length;
  }

  private Run run(long before) {
    int found = Arrays.binarySearch(starts, before);
    return runs.get(found >= 0 ? found : -found - 2);
  }
}
