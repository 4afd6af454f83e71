package org.bloomery.artifact.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongToDoubleFunction;

/// A batch that grows in equal increments, counted exactly as Megatron-LM counts
/// `--rampup-batch-size START INCREMENT SAMPLES`: each increment lasts SAMPLES ÷ increments samples
/// (not a whole number), the batch is looked up before each step from the samples consumed so far,
/// and the full batch holds once more than SAMPLES are consumed.
///
/// @param startBatch samples of the first step
/// @param increment by how much it grows at a time
/// @param rampSamples samples over which it grows
/// @param batch samples of a step from then on
public record BatchRamp(long startBatch, long increment, long rampSamples, long batch) {
  public static final String SOURCE =
      "Megatron-LM, num_microbatches_calculator (--rampup-batch-size): the batch is looked up from"
          + " the samples consumed before each step";

  /// Steps of one size.
  ///
  /// @param batch samples a step
  /// @param firstStep counted from 0
  /// @param steps how many
  /// @param firstSample samples consumed before them
  public record Phase(long batch, long firstStep, long steps, long firstSample) {}

  public BatchRamp {
    if (batch < 1 || startBatch < 1 || startBatch > batch || rampSamples < 0) {
      throw new IllegalArgumentException(
          "a batch that grows from "
              + startBatch
              + " to "
              + batch
              + " over "
              + rampSamples
              + " samples does not grow; start at 1 or more, end no lower, over 0 or more");
    }
    if (startBatch < batch && (increment < 1 || (batch - startBatch) % increment != 0)) {
      throw new IllegalArgumentException(
          "a batch cannot grow from "
              + startBatch
              + " to "
              + batch
              + " in increments of "
              + increment
              + "; "
              + (batch - startBatch)
              + " must be a multiple of the increment");
    }
  }

  /// The same batch from the first step on.
  public static BatchRamp constant(long batch) {
    return new BatchRamp(batch, 0, 0, batch);
  }

  public long increments() {
    return startBatch == batch ? 0 : (batch - startBatch) / increment;
  }

  /// Samples between two increments; not whole.
  public double samplesPerIncrement() {
    return increments() == 0 ? 0 : (double) rampSamples / increments();
  }

  /// Samples of the step that begins when `consumedSamples` have been seen.
  public long batchAt(long consumedSamples) {
    if (increments() == 0 || consumedSamples > rampSamples || rampSamples == 0) {
      return batch;
    }
    long increase = (long) (consumedSamples / samplesPerIncrement());
    return Math.min(batch, startBatch + increase * increment);
  }

  /// Steps before the first one of which more than the ramp's samples are consumed.
  public long rampSteps() {
    return last(ramp()).map(phase -> phase.firstStep() + phase.steps()).orElse(0L);
  }

  /// Steps that it takes to see `samples`, the last one perhaps partly filled.
  public long steps(long samples) {
    return last(phases(samples)).map(phase -> phase.firstStep() + phase.steps()).orElse(0L);
  }

  /// Megatron's own count for `--train-samples`: the ramp runs to its end, and a last batch that
  /// would not be full is dropped.
  public long megatronSteps(long samples) {
    long consumed = last(ramp()).map(BatchRamp::end).orElse(0L);
    return rampSteps() + Math.max(0, (samples - consumed) / batch);
  }

  /// Steps of a ramp taken at its mean batch: the shortcut of BigScience's notes
  /// (`math/README.md`), which counts too few, since small batches take more steps for the same
  /// samples.
  public double meanBatchSteps(double samples) {
    return rampSamples / (0.5 * (startBatch + batch)) + (samples - rampSamples) / batch;
  }

  /// Phases of one batch size each until `samples` are seen.
  public List<Phase> phases(long samples) {
    List<Phase> phases = new ArrayList<>();
    for (Phase phase : ramp()) {
      if (phase.firstSample() >= samples) {
        return phases;
      }
      long needed = Math.ceilDiv(samples - phase.firstSample(), phase.batch());
      phases.add(
          new Phase(
              phase.batch(),
              phase.firstStep(),
              Math.min(needed, phase.steps()),
              phase.firstSample()));
    }
    long consumed = last(phases).map(BatchRamp::end).orElse(0L);
    if (consumed < samples) {
      long first = last(phases).map(phase -> phase.firstStep() + phase.steps()).orElse(0L);
      phases.add(new Phase(batch, first, Math.ceilDiv(samples - consumed, batch), consumed));
    }
    return phases;
  }

  /// Seconds until `samples` are seen.
  ///
  /// @param secondsPerStep of a batch size, such as a pipeline's, whose small batches are slow
  public double seconds(long samples, LongToDoubleFunction secondsPerStep) {
    double seconds = 0;
    for (Phase phase : phases(samples)) {
      seconds += phase.steps() * secondsPerStep.applyAsDouble(phase.batch());
    }
    return seconds;
  }

  /// Why a layout cannot run this ramp: every batch size on the way must divide into micro-batches
  /// on every replica.
  public Optional<String> rejection(int microBatch, int dataParallel) {
    long unit = (long) microBatch * dataParallel;
    if (startBatch % unit == 0 && (increments() == 0 || increment % unit == 0)) {
      return Optional.empty();
    }
    long wrong = startBatch % unit != 0 ? startBatch : startBatch + increment;
    return Optional.of(
        "a batch of "
            + wrong
            + " on the way up is no multiple of micro-batch × replicas = "
            + microBatch
            + " × "
            + dataParallel
            + " = "
            + unit);
  }

  private List<Phase> ramp() {
    List<Phase> phases = new ArrayList<>();
    long consumed = 0;
    long step = 0;
    if (increments() == 0 || rampSamples == 0) {
      return phases;
    }
    while (consumed <= rampSamples) {
      long size = batchAt(consumed);
      // Steps until the batch grows: the first that begins at or behind the next boundary.
      long before = consumed;
      long first = step;
      while (consumed <= rampSamples && batchAt(consumed) == size) {
        consumed += size;
        step++;
      }
      phases.add(new Phase(size, first, step - first, before));
    }
    return phases;
  }

  private static long end(Phase phase) {
    return phase.firstSample() + phase.steps() * phase.batch();
  }

  private static Optional<Phase> last(List<Phase> phases) {
    return phases.isEmpty() ? Optional.empty() : Optional.of(phases.getLast());
  }
}
