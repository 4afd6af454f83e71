package org.bloomery.plan.layout;

import java.util.Locale;
import org.bloomery.artifact.pipeline.Schedule;
import org.bloomery.plan.shape.Recompute;

/// How one model is spread over devices and how a step runs.
///
/// @param tensor ranks that share every block's matrices
/// @param pipeline stages of consecutive blocks
/// @param data replicas
/// @param microBatch sequences of one forward pass
/// @param globalBatch sequences of one step, over all replicas
/// @param sharding what the replicas divide among them
/// @param schedule order of the micro-batches
/// @param recompute what backward computes again
/// @param sequenceParallel whether LayerNorm and dropout are divided by `tensor` too
/// @param embeddingSlots whether the embedding and the head count as a block each when stages are
///   made equal
public record Layout(
    int tensor,
    int pipeline,
    int data,
    int microBatch,
    int globalBatch,
    Sharding sharding,
    Schedule schedule,
    Recompute recompute,
    boolean sequenceParallel,
    boolean embeddingSlots) {

  public Layout {
    if (Math.min(tensor, Math.min(pipeline, data)) < 1 || microBatch < 1 || globalBatch < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "tensor %d, pipeline %d, data %d, micro-batch %d, global batch %d: all must be at least 1",
              tensor,
              pipeline,
              data,
              microBatch,
              globalBatch));
    }
  }

  /// The layout that trained BLOOM: DP8 TP4 PP12, micro-batches of 2, the embedding and the head
  /// each in the place of a block (BigScience 2022, §3.3).
  public static final Layout BLOOM =
      new Layout(
          4,
          12,
          8,
          2,
          2048,
          Sharding.BF16_OPTIMIZER,
          Schedule.ONE_FORWARD_ONE_BACKWARD,
          Recompute.FULL,
          false,
          true);

  /// One process that does everything.
  public static Layout single(int microBatch, int globalBatch, Recompute recompute) {
    return new Layout(
        1,
        1,
        1,
        microBatch,
        globalBatch,
        Sharding.ZERO_0,
        Schedule.ONE_FORWARD_ONE_BACKWARD,
        recompute,
        false,
        true);
  }

  public long devices() {
    return (long) tensor * pipeline * data;
  }

  /// Micro-batches of one replica in one step; a rest that does not divide is left to
  /// [LayoutRules].
  public int microBatches() {
    return globalBatch / (data * microBatch);
  }

  public String label() {
    return String.format(
        Locale.ROOT,
        "DP%d TP%d PP%d MBS%d %s %s%s",
        data,
        tensor,
        pipeline,
        microBatch,
        sharding.label(),
        schedule.label(),
        switch (recompute) {
          case NONE -> "";
          case SELECTIVE -> " selective recompute";
          case FULL -> " full recompute";
        });
  }
}
