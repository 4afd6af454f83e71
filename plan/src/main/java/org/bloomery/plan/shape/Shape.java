package org.bloomery.plan.shape;

/// The size of a BLOOM-shaped decoder: what decides its parameters, its arithmetic and its memory.
///
/// The feed-forward width is four times `hidden`, biases are everywhere, the head is tied to the
/// embedding, and a LayerNorm follows the embedding (BigScience, "BLOOM: A 176B-Parameter
/// Open-Access Multilingual Language Model", 2022, §3.2).
///
/// @param layers transformer blocks
/// @param hidden width of the residual stream
/// @param heads attention heads
/// @param vocabulary rows of the embedding matrix, padding rows included
/// @param context tokens that one sequence holds in training
public record Shape(int layers, int hidden, int heads, int vocabulary, int context)
    implements CountedModel {

  /// The embedding matrix, which is also the output head.
  public long embeddingParameters() {
    return (long) vocabulary * hidden;
  }

  /// One block: QKV 3h²+3h, attention output h²+h, feed-forward 8h²+5h, two LayerNorms 4h.
  public long blockParameters() {
    long h = hidden;
    return 12 * h * h + 13 * h;
  }

  /// V·h + 2h (embedding LayerNorm) + L(12h²+13h) + 2h (final LayerNorm).
  @Override
  public long parameters() {
    return embeddingParameters() + 4L * hidden + layers * blockParameters();
  }

  /// All but the embedding matrix: the N of Kaplan et al. 2020.
  public long bodyParameters() {
    return parameters() - embeddingParameters();
  }
}
