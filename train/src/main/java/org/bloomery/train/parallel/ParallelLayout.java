package org.bloomery.train.parallel;

import java.util.Objects;
import org.bloomery.artifact.RunFileException;
import org.bloomery.artifact.pipeline.Schedule;
import org.bloomery.artifact.run.BatchRamp;
import org.bloomery.artifact.run.LayoutSettings;
import org.bloomery.artifact.run.TrainSettings;
import org.bloomery.model.BloomShape;
import org.bloomery.tensor.Pages;

/// How one model is spread over ranks.
///
/// @param mesh ranks along each axis
/// @param schedule of the pipeline
/// @param zero what replicas share instead of each keeping it: 0 nothing, 1 the optimiser's state,
///   2 the gradients, too (Rajbhandari et al., arXiv:1910.02054, section 5)
/// @param sequenceParallel whether those who share matrices share the rows between branches, too
///   (Korthikanti et al., arXiv:2205.05198, section 4.2.2)
public record ParallelLayout(Mesh mesh, Schedule schedule, int zero, boolean sequenceParallel) {

  /// Without sequence parallelism.
  ///
  /// @param sharded whether replicas share the optimiser's state
  public ParallelLayout(Mesh mesh, Schedule schedule, boolean sharded) {
    this(mesh, schedule, sharded ? 1 : 0, false);
  }

  /// Whether replicas share the optimiser's state.
  public boolean sharded() {
    return zero > 0;
  }

  /// `2 tensor × 2 data × 2 pipeline, 1F1B, ZeRO 1`.
  public String label() {
    return "%d tensor × %d data × %d pipeline, %s%s%s"
        .formatted(
            mesh.tensor(),
            mesh.data(),
            mesh.pipeline(),
            schedule.label(),
            sharded() ? ", ZeRO " + zero : "",
            sequenceParallel ? ", sequence parallel" : "");
  }

  /// The layout that a run file asks for, which every batch on the way up must fit.
  ///
  /// @throws RunFileException with the nearest layout that divides, if this one does not
  public static ParallelLayout of(TrainSettings train, BloomShape shape) {
    LayoutSettings settings = Objects.requireNonNull(train.layout());
    ParallelLayout layout = of(settings, shape, train.batch() / train.microBatch());
    BatchRamp batches = train.batches();
    if (layout.schedule.chunks() > 1 && batches.increments() > 0) {
      long unit = (long) train.microBatch() * settings.data() * settings.pipeline();
      if (batches.startBatch() % unit != 0 || batches.increment() % unit != 0) {
        throw new RunFileException(
            "train.layout.schedule = \"interleaved\" takes micro-batches in groups of train.layout.pipeline = %d, which do not divide every batch from train.ramp.start = %d in steps of train.ramp.increment = %d; the nearest that works is schedule = \"1f1b\", or start and increment in multiples of %d"
                .formatted(settings.pipeline(), batches.startBatch(), batches.increment(), unit));
      }
    }
    return layout;
  }

  /// The layout of a batch that does not grow.
  ///
  /// @param microBatches of a step, over all replicas
  /// @throws RunFileException with the nearest layout that divides, if this one does not
  public static ParallelLayout of(LayoutSettings settings, BloomShape shape, int microBatches) {
    requireZero(settings.zero());
    if (settings.tensor() > shape.heads()) {
      throw new RunFileException(
          "train.layout.tensor = %d cannot share %d heads; the nearest that does is %d"
              .formatted(settings.tensor(), shape.heads(), shape.heads()));
    }
    boolean sequenceParallel = Boolean.TRUE.equals(settings.sequenceParallel());
    if (sequenceParallel) {
      requireRows(settings.tensor(), shape.sequence());
    }
    Schedule schedule = Schedule.of(settings.schedule());
    if (schedule.chunks() > 1 && settings.pipeline() == 1) {
      throw new RunFileException(
          "train.layout.schedule = \"interleaved\" needs a pipeline, but train.layout.pipeline = 1;"
              + " the nearest that works is schedule = \"1f1b\"");
    }
    int stages = settings.pipeline() * schedule.chunks();
    int slots = shape.layers() + 2;
    if (stages > slots) {
      throw new RunFileException(
          "train.layout.pipeline = %d with %d chunks makes %d stages of %d layers, embedding and head; the nearest that works is pipeline = %d"
              .formatted(
                  settings.pipeline(),
                  schedule.chunks(),
                  stages,
                  shape.layers(),
                  Math.max(1, slots / schedule.chunks())));
    }
    int own = microBatches / settings.data();
    if (schedule.chunks() > 1 && own % settings.pipeline() != 0) {
      throw new RunFileException(
          "train.layout.schedule = \"interleaved\" takes micro-batches in groups of train.layout.pipeline = %d, which do not divide the %d of a replica; the nearest that works is schedule = \"1f1b\", or train.batch larger by %d micro-batches"
              .formatted(
                  settings.pipeline(),
                  own,
                  (settings.pipeline() - own % settings.pipeline()) * settings.data()));
    }
    return new ParallelLayout(
        new Mesh(settings.tensor(), settings.data(), settings.pipeline()),
        schedule,
        settings.zero(),
        sequenceParallel);
  }

  private static void requireZero(int zero) {
    if (zero > 2) {
      throw new RunFileException(
          "train.layout.zero = "
              + zero
              + " is not trained by this version: every replica holds the weights whole; set 0, 1 or 2");
    }
    if (zero == 2 && !Pages.canGiveBack()) {
      throw new RunFileException(
          "train.layout.zero = 2 gives the memory of gradients back page by page, which this version"
              + " does on Linux alone; set 0 or 1");
    }
  }

  private static void requireRows(int tensor, int sequence) {
    if (tensor == 1) {
      throw new RunFileException(
          "train.layout.sequenceParallel = true divides sequences among the ranks that share matrices,"
              + " but train.layout.tensor = 1; leave it out");
    }
    if (sequence % tensor != 0) {
      int below = tensor;
      while (sequence % below != 0) {
        below--;
      }
      throw new RunFileException(
          "train.layout.sequenceParallel = true cannot divide %d tokens of a sequence among train.layout.tensor = %d; the nearest that works is %s"
              .formatted(
                  sequence,
                  tensor,
                  below == 1
                      ? "model.sequence = " + (sequence / tensor + 1) * tensor
                      : "tensor = " + below));
    }
  }
}
