package org.bloomery.train.parallel;

import java.util.ArrayList;
import java.util.List;
import org.bloomery.model.ModelRange;

/// Cuts a model into stages. Embedding and head count as a block each, because a large vocabulary
/// weighs about as much as a block (BigScience, chronicles of tr11-176B:
/// `type:transformer|embedding`); the first stages take one slot more where they do not divide.
public final class Stages {
  private Stages() {}

  /// The stages of a model of `layers` blocks, in order.
  ///
  /// @throws IllegalArgumentException if a stage would be empty
  public static List<ModelRange> of(int layers, int stages) {
    int slots = layers + 2;
    if (stages > slots) {
      throw new IllegalArgumentException(
          "%d layers, embedding and head are too few for %d stages".formatted(layers, stages));
    }
    List<ModelRange> ranges = new ArrayList<>();
    int slot = 0;
    for (int stage = 0; stage < stages; stage++) {
      int end = slot + slots / stages + (stage < slots % stages ? 1 : 0);
      // Slot 0 is the embedding, slot i + 1 block i, the last slot the head.
      ranges.add(
          new ModelRange(
              Math.max(0, slot - 1), Math.min(layers, end - 1), slot == 0, end == slots));
      slot = end;
    }
    return List.copyOf(ranges);
  }

  /// The ranges that `rank` of a pipeline of `ranks` holds when each holds `chunks`: chunk c of
  /// rank r is stage c·ranks + r.
  public static List<ModelRange> held(int layers, int rank, int ranks, int chunks) {
    List<ModelRange> all = of(layers, ranks * chunks);
    List<ModelRange> held = new ArrayList<>();
    for (int chunk = 0; chunk < chunks; chunk++) {
      held.add(all.get(chunk * ranks + rank));
    }
    return held;
  }
}
