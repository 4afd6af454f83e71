package org.bloomery.plan.layout;

import org.bloomery.plan.shape.Shape;

/// Blocks and parameters of each pipeline stage.
///
/// The embedding lives in the first stage and the head in the last, which holds a copy of the tied
/// matrix. Blocks are dealt as evenly as they go, the first stages taking one more where they do
/// not divide; with [Layout#embeddingSlots] the embedding and the head each count as one block,
/// since 250,880 rows weigh about as much as a block (BigScience, chronicles of tr11-176B).
public final class Stages {
  private final Shape shape;
  private final int count;
  private final boolean embeddingSlots;

  private Stages(Shape shape, int count, boolean embeddingSlots) {
    this.shape = shape;
    this.count = count;
    this.embeddingSlots = embeddingSlots;
  }

  public static Stages of(Shape shape, Layout layout) {
    return new Stages(shape, layout.pipeline(), layout.embeddingSlots());
  }

  public int count() {
    return count;
  }

  /// Things that are dealt to the stages.
  public int slots() {
    return shape.layers() + (embeddingSlots ? 2 : 0);
  }

  public boolean isEven() {
    return slots() % count == 0;
  }

  public int blocks(int stage) {
    int slots = slots() / count + (stage < slots() % count ? 1 : 0);
    int taken = (stage == 0 ? 1 : 0) + (stage == count - 1 ? 1 : 0);
    return embeddingSlots ? slots - taken : slots;
  }

  /// Parameters of a stage on all its tensor-parallel ranks together.
  public double parameters(int stage) {
    double parameters = blocks(stage) * (double) shape.blockParameters();
    double embedding = (double) shape.embeddingParameters();
    if (stage == 0) {
      parameters += embedding + 2.0 * shape.hidden();
    }
    if (stage == count - 1) {
      parameters += 2.0 * shape.hidden() + (count > 1 ? embedding : 0);
    }
    return parameters;
  }

  public double mostParameters() {
    double most = 0;
    for (int stage = 0; stage < count; stage++) {
      most = Math.max(most, parameters(stage));
    }
    return most;
  }
}
