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
/// micro-batch tells nothing. Where replicas share the batch, the gradient of each one's part is
/// there before they are summed, and their mean square is better still.
public final class Diagnostics {
  /// Norm of the weights and share of zeros, which change slowly, are read every so many steps.
  private static final long EVERY_STEPS = 10;

  private static final String PART = "diagnostics";

  private final @Nullable Gauges gauges;
  private final Profile profile;
  private double smallSquare = Double.NaN;
  private @Nullable Sizes sizes;

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
    boolean due = evaluates || step % EVERY_STEPS == 0;
    sizes = due && gauges != null ? gauges.sizes(evaluates) : null;
    profile.add(PART, start);
  }

  /// What the step showed.
  ///
  /// @param gradientNorm of the whole batch, before clipping
  /// @param microBatch sequences of a micro-batch
  /// @param batch sequences of the step
  /// @param length tokens of a sequence
  public StepGauges step(double gradientNorm, int microBatch, int batch, int length) {
    int replicas = gauges == null ? 1 : gauges.replicas();
    double small = replicas == 1 ? microBatch : batch / (double) replicas;
    double square = replicas == 1 || gauges == null ? smallSquare : gauges.replicaSquare();
    NoiseScale.Pair pair =
        Double.isFinite(square) && batch > small
            ? new NoiseScale.Pair(small, square, batch, gradientNorm * gradientNorm)
            : null;
    return new StepGauges(
        gauges == null ? null : gauges.work(length),
        pair,
        sizes == null ? null : (Double) sizes.weightNorm(),
        sizes == null ? null : (Double) sizes.gradientZeros());
  }

  /// Norms by parameter; empty but at evaluations.
  public List<ParameterNorms> norms() {
    return sizes == null ? List.of() : sizes.norms();
  }
}
