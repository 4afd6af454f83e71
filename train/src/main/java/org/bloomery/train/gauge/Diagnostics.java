package org.bloomery.train.gauge;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads a learner's gauges at the right moments of a step. What it measures goes to the measured
/// log alone.
///
/// The noise scale needs the gradients of two batch sizes at the same weights. A step of several
/// micro-batches has both for one more pass over the gradient buffer: after the first micro-batch
/// the buffer holds that one's gradient, after the last the whole batch's. That is exact, where the
/// norm of a later micro-batch would have to be a difference of two buffers. A step of one
/// micro-batch tells nothing.
public final class Diagnostics {
  /// Norm of the weights and share of zeros, which change slowly, are read every so many steps.
  private static final long EVERY_STEPS = 10;

  private static final String PART = "diagnostics";

  private final @Nullable Gauges gauges;
  private final Profile profile;
  private double smallSquare = Double.NaN;
  private @Nullable Double zeros;
  private @Nullable Double weightNorm;
  private List<ParameterNorms> norms = List.of();

  /// @param gauges of the learner, if it has some
  /// @param profile where its own time is counted
  public Diagnostics(Optional<Gauges> gauges, Profile profile) {
    this.gauges = gauges.orElse(null);
    this.profile = profile;
  }

  /// After the gradient of a step's first micro-batch was added to an empty buffer.
  ///
  /// @param weight factor of its mean gradient in the buffer; the loss scale is part of it
  /// @param last whether no other follows
  public void first(double weight, boolean last) {
    long start = profile.start();
    smallSquare = gauges == null || last ? Double.NaN : gauges.gradientSquare() / (weight * weight);
    profile.add(PART, start);
  }

  /// When the step's gradient is complete and free of the loss scale, but not clipped yet.
  ///
  /// @param evaluates whether held-out losses are measured after this step
  public void complete(long step, boolean evaluates) {
    long start = profile.start();
    boolean due = gauges != null && (evaluates || step % EVERY_STEPS == 0);
    zeros = due && gauges != null ? gauges.gradientZeros() : null;
    weightNorm = due && gauges != null ? gauges.weightNorm() : null;
    norms = evaluates && gauges != null ? gauges.norms() : List.of();
    profile.add(PART, start);
  }

  /// What the step showed.
  ///
  /// @param gradientNorm of the whole batch, before clipping
  /// @param microBatch sequences of a micro-batch
  /// @param batch sequences of the step
  /// @param length tokens of a sequence
  public StepGauges step(double gradientNorm, int microBatch, int batch, int length) {
    NoiseScale.Pair pair =
        Double.isFinite(smallSquare) && batch > microBatch
            ? new NoiseScale.Pair(microBatch, smallSquare, batch, gradientNorm * gradientNorm)
            : null;
    return new StepGauges(gauges == null ? null : gauges.work(length), pair, weightNorm, zeros);
  }

  /// Norms by parameter; empty but at evaluations.
  public List<ParameterNorms> norms() {
    return norms;
  }
}
