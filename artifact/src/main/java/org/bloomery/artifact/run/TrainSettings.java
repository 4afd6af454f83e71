package org.bloomery.artifact.run;

import java.math.BigInteger;
import org.bloomery.artifact.Require;
import org.bloomery.artifact.RunFileException;
import org.jspecify.annotations.Nullable;

/// How the model is trained.
///
/// @param precision of the arithmetic
/// @param tokens training tokens; rounded up to whole batches
/// @param microBatch sequences computed together
/// @param batch sequences an optimiser step
/// @param learningRate at the end of the warm-up
/// @param minimumLearningRate at the end of the cosine decay
/// @param warmUpSamples sequences until the learning rate is reached
/// @param weightDecay of the matrices; biases and norms do not decay
/// @param clip largest norm of the gradient
/// @param optimiserState where the optimiser's moments lie
/// @param recompute compute activations again in the backward pass instead of keeping them
/// @param checkpointEverySteps optimiser steps between checkpoints
/// @param keepCheckpoints how many of the newest checkpoints stay while training goes on
/// @param keepEverySteps checkpoints of every so many steps stay for good; 0: none
/// @param evaluateEverySteps optimiser steps between held-out losses
/// @param evaluateSamples held-out sequences per language that each evaluation reads, at most
/// @param workers threads that share the sequences of a micro-batch; absent: one for each
///   processor. Their number changes the order of sums, so the last bits of the result
/// @param layout how training is spread over devices; absent: one process
/// @param replicaCheck how ranks are watched for parameters that drift apart; absent: they are
///   compared before each checkpoint, and training stops where they differ
/// @param ramp how the batch grows to `batch`; absent: it has its size from the start
/// @param curriculum how sequences grow to `model.sequence`; absent: they are whole from the start
/// @param stallSeconds a step that takes longer is taken for hung: all threads are written down and
///   training ends
/// @param restarts how often training starts again by itself from its newest checkpoint after a
///   rank has failed; where ranks are started from outside, that is the starter's to decide
/// @param spike what is done when the loss jumps
/// @param data what is read; absent: the run's own shards in proportion to their tokens
public record TrainSettings(
    Precision precision,
    long tokens,
    int microBatch,
    int batch,
    double learningRate,
    double minimumLearningRate,
    long warmUpSamples,
    double beta1,
    double beta2,
    double epsilon,
    double weightDecay,
    double clip,
    OptimiserState optimiserState,
    boolean recompute,
    int checkpointEverySteps,
    int keepCheckpoints,
    int keepEverySteps,
    int evaluateEverySteps,
    int evaluateSamples,
    @Nullable Integer workers,
    @Nullable LayoutSettings layout,
    @Nullable ReplicaCheckSettings replicaCheck,
    @Nullable RampSettings ramp,
    @Nullable CurriculumSettings curriculum,
    int stallSeconds,
    int restarts,
    SpikeSettings spike,
    @Nullable DataSettings data) {
  /// So many ranks run on any machine, to try a layout out.
  private static final int LEAST_RANKS = 8;

  public TrainSettings {
    Require.that(tokens > 0, "tokens", tokens, "is not positive");
    Require.that(microBatch > 0, "microBatch", microBatch, "is not positive");
    Require.that(
        batch > 0 && batch % Math.max(1, microBatch) == 0,
        "batch",
        batch,
        "is not a multiple of microBatch = " + microBatch);
    int replicas = layout == null ? 1 : layout.data();
    if (ramp != null) {
      ramp.to(batch)
          .rejection(microBatch, replicas)
          .ifPresent(sentence -> {
            throw new IllegalArgumentException(
                "ramp: " + sentence + "; " + nearest(sizes(ramp.to(batch)), microBatch, replicas));
          });
    }
    Require.that(learningRate > 0, "learningRate", learningRate, "is not positive");
    Require.that(
        minimumLearningRate >= 0 && minimumLearningRate <= learningRate,
        "minimumLearningRate",
        minimumLearningRate,
        "does not lie between 0 and learningRate = " + learningRate);
    Require.that(warmUpSamples >= 0, "warmUpSamples", warmUpSamples, "is negative");
    Require.that(beta1 >= 0 && beta1 < 1, "beta1", beta1, "does not lie in [0, 1)");
    Require.that(beta2 >= 0 && beta2 < 1, "beta2", beta2, "does not lie in [0, 1)");
    Require.that(epsilon > 0, "epsilon", epsilon, "is not positive");
    Require.that(weightDecay >= 0, "weightDecay", weightDecay, "is negative");
    Require.that(clip > 0, "clip", clip, "is not positive");
    Require.that(
        checkpointEverySteps > 0, "checkpointEverySteps", checkpointEverySteps, "is not positive");
    Require.that(
        keepCheckpoints >= 2,
        "keepCheckpoints",
        keepCheckpoints,
        "leaves nothing to go back to when the newest is cut short; keep at least 2");
    Require.that(
        keepEverySteps >= 0 && keepEverySteps % Math.max(1, checkpointEverySteps) == 0,
        "keepEverySteps",
        keepEverySteps,
        "is not a multiple of checkpointEverySteps = " + checkpointEverySteps);
    Require.that(stallSeconds > 0, "stallSeconds", stallSeconds, "is not positive");
    Require.that(restarts >= 0, "restarts", restarts, "is negative");
    Require.that(
        evaluateEverySteps > 0, "evaluateEverySteps", evaluateEverySteps, "is not positive");
    Require.that(evaluateSamples >= 0, "evaluateSamples", evaluateSamples, "is negative");
    Require.that(
        workers == null || workers > 0, "workers", String.valueOf(workers), "is not positive");
    Require.that(
        batch % ((long) microBatch * replicas) == 0,
        "batch",
        batch,
        "is not a multiple of microBatch × layout.data = "
            + microBatch
            + " × "
            + replicas
            + "; "
            + nearest(batch, microBatch, replicas));
    requireCurriculum(layout, curriculum);
  }

  private static void requireCurriculum(
      @Nullable LayoutSettings layout, @Nullable CurriculumSettings curriculum) {
    if (layout != null
        && Boolean.TRUE.equals(layout.sequenceParallel())
        && curriculum != null
        && curriculum.multiple() % layout.tensor() != 0) {
      throw new IllegalArgumentException(
          "curriculum.multiple = "
              + curriculum.multiple()
              + " makes lengths that layout.sequenceParallel cannot divide among layout.tensor = "
              + layout.tensor()
              + "; take a multiple of it");
    }
  }

  /// The largest number that divides every batch of a ramp.
  private static long sizes(BatchRamp batches) {
    long start = batches.startBatch();
    return batches.increments() == 0
        ? start
        : BigInteger.valueOf(start).gcd(BigInteger.valueOf(batches.increment())).longValue();
  }

  /// What to set so that batches of multiples of `sequences` can be dealt to replicas.
  private static String nearest(long sequences, int microBatch, int replicas) {
    return sequences % microBatch == 0
        ? "the nearest layout.data that divides is "
            + nearestDivisor(sequences / microBatch, replicas)
        : "the nearest microBatch that divides is " + nearestDivisor(sequences, microBatch);
  }

  private static long nearestDivisor(long number, long to) {
    for (long distance = 0; distance < to; distance++) {
      if (number % (to - distance) == 0) {
        return to - distance;
      }
      if (number % (to + distance) == 0) {
        return to + distance;
      }
    }
    return 1;
  }

  /// The sizes of the batches.
  public BatchRamp batches() {
    return ramp == null ? BatchRamp.constant(batch) : ramp.to(batch);
  }

  /// The number of workers: as stated, or as many as there are processors, but no more than a
  /// micro-batch has sequences.
  public int resolvedWorkers() {
    return resolvedWorkers(microBatch);
  }

  /// The same for another micro-batch.
  public int resolvedWorkers(int sequences) {
    int wanted = workers == null ? Runtime.getRuntime().availableProcessors() : workers;
    return Math.min(wanted, sequences);
  }

  /// Processes that train together.
  public int ranks() {
    return layout == null ? 1 : layout.ranks();
  }

  /// Whether one machine can sensibly start all ranks by itself.
  ///
  /// @param processors of this machine
  public boolean ranksFit(int processors) {
    return ranks() <= Math.max(LEAST_RANKS, processors);
  }

  /// Refuses a layout of more ranks.
  ///
  /// @param processors of this machine
  public void requireRanksOfOneMachine(int processors) {
    if (layout != null && !ranksFit(processors)) {
      throw new RunFileException(
          "train.layout = "
              + layout.tensor()
              + " tensor × "
              + layout.pipeline()
              + " pipeline × "
              + layout.data()
              + " data asks for "
              + layout.ranks()
              + " processes, and this machine of "
              + processors
              + " processors starts at most "
              + Math.max(LEAST_RANKS, processors)
              + "; give the same command to every process of a cluster (torchrun, SLURM or"
              + " Kubernetes name their ranks), or choose a smaller layout");
    }
  }
}
