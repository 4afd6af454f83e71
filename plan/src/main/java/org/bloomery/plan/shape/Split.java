package org.bloomery.plan.shape;

/// How a shape will be cut and run, as far as it decides which shapes are good.
///
/// @param tensorParallel ranks that share each matrix
/// @param pipelineStages groups of layers
/// @param microBatch sequences of one micro-batch
/// @param embeddingsAreStages whether the embedding and the head each take a layer's place in a
///   stage, as they do where a vocabulary's matrix is as large as a layer (BLOOM)
/// @param recompute what backward runs again
/// @param fusedAttention whether the scores never leave the multiprocessor (FlashAttention, Dao et
///   al. 2022); BLOOM wrote them to memory
public record Split(
    int tensorParallel,
    int pipelineStages,
    int microBatch,
    boolean embeddingsAreStages,
    Recompute recompute,
    boolean fusedAttention) {
  /// As BLOOM was trained: bigscience-workshop/bigscience, train/tr11-176B-ml.
  public static final Split BLOOM = new Split(4, 12, 2, true, Recompute.FULL, false);

  public Split {
    if (tensorParallel < 1 || pipelineStages < 1 || microBatch < 1) {
      throw new IllegalArgumentException(
          "tensor parallel "
              + tensorParallel
              + ", pipeline stages "
              + pipelineStages
              + " and micro-batch "
              + microBatch
              + " must each be at least 1");
    }
  }

  /// Layers, and the embeddings where they count as such.
  int slots(int layers) {
    return embeddingsAreStages ? layers + 2 : layers;
  }
}
