package org.bloomery.plan.shape;

import java.util.ArrayList;
import java.util.List;

/// The matrix products of one block on one rank for one micro-batch.
///
/// Columns of the first matrix of attention and feed-forward are cut among the tensor-parallel
/// ranks, rows of the second (Shoeybi et al. 2019, Megatron-LM).
public final class BlockGemms {
  private BlockGemms() {}

  /// QKV, attention's output, and the two of the feed-forward network: 24bsh²/t together.
  public static List<Gemm> dense(Shape shape, Split split) {
    long tokens = (long) split.microBatch() * shape.context();
    long h = shape.hidden();
    long t = split.tensorParallel();
    return List.of(
        new Gemm("qkv", tokens, 3 * h / t, h, 1),
        new Gemm("proj", tokens, h, h / t, 1),
        new Gemm("fc1", tokens, 4 * h / t, h, 1),
        new Gemm("fc2", tokens, h, 4 * h / t, 1));
  }

  /// Scores and context, a product for each head and sequence: 4bs²h/t together.
  public static List<Gemm> attention(Shape shape, Split split) {
    long s = shape.context();
    long headDim = shape.hidden() / shape.heads();
    long matrices = (long) split.microBatch() * shape.heads() / split.tensorParallel();
    return List.of(
        new Gemm("scores", s, s, headDim, matrices), new Gemm("context", s, headDim, s, matrices));
  }

  /// All products of a step: forward, forward again where it is recomputed, and for each product
  /// the two of backward, for its input and for its weights. A fused attention kernel has tiles of
  /// its own and is left out.
  static List<Gemm> step(Shape shape, Split split) {
    List<Gemm> all = new ArrayList<>();
    for (Gemm gemm : dense(shape, split)) {
      addPasses(all, gemm, split.recompute() == Recompute.FULL);
    }
    if (!split.fusedAttention()) {
      for (Gemm gemm : attention(shape, split)) {
        addPasses(all, gemm, split.recompute() != Recompute.NONE);
      }
    }
    return all;
  }

  private static void addPasses(List<Gemm> all, Gemm gemm, boolean again) {
    long m = gemm.rows();
    long n = gemm.columns();
    long k = gemm.inner();
    all.add(gemm);
    if (again) {
      all.add(gemm);
    }
    all.add(new Gemm(gemm.name() + " backward, input", m, k, n, gemm.count()));
    all.add(new Gemm(gemm.name() + " backward, weights", n, k, m, gemm.count()));
  }
}
