package org.bloomery.plan.shape;

/// The size of an encoder and decoder after Raffel et al. 2020 (T5) and Xue et al. 2021 (mT5).
///
/// No biases, norms without an offset, and one table of 32 relative-position buckets per head in
/// each of encoder and decoder, which all layers of it share.
///
/// @param layers blocks of the encoder, and as many of the decoder
/// @param hidden width of the residual stream
/// @param heads attention heads
/// @param headDim width of one head; heads · headDim need not be `hidden`
/// @param feedForward inner width of the feed-forward network
/// @param gated whether the feed-forward network has a gate, so three matrices and not two (mT5)
/// @param tied whether the output head is the embedding (T5 1.0)
public record T5Shape(
    int layers,
    int hidden,
    int heads,
    int headDim,
    int feedForward,
    int vocabulary,
    boolean gated,
    boolean tied)
    implements CountedModel {
  private static final int BUCKETS = 32;

  public static final T5Shape T5_SMALL = t5(6, 512, 8, 64, 2048);
  public static final T5Shape T5_BASE = t5(12, 768, 12, 64, 3072);
  public static final T5Shape T5_11B = t5(24, 1024, 128, 128, 65_536);
  public static final T5Shape MT5_XXL = new T5Shape(24, 4096, 64, 64, 10_240, 250_112, true, false);

  private static T5Shape t5(int layers, int hidden, int heads, int headDim, int feedForward) {
    return new T5Shape(layers, hidden, heads, headDim, feedForward, 32_128, false, true);
  }

  @Override
  public long parameters() {
    long h = hidden;
    long attention = 4 * h * heads * headDim;
    long network = (gated ? 3 : 2) * h * feedForward;
    long encoderBlock = attention + network + 2 * h;
    long decoderBlock = 2 * attention + network + 3 * h;
    long embeddings = (tied ? 1 : 2) * h * vocabulary;
    long positions = 2L * BUCKETS * heads;
    return embeddings + positions + 2 * h + layers * (encoderBlock + decoderBlock);
  }
}
