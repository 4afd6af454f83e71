package org.bloomery.model;

import org.bloomery.tensor.Precision;

/// What blocks keep between their forward and their backward pass, in bytes.
///
/// Counted as Korthikanti et al. count ("Reducing Activation Recomputation in Large Transformer
/// Models", 2022, section 4.1), for what the segments here keep. Of T = samples · length tokens, of
/// width h and in t shares, a block keeps its two streams, 2·T·h, and of its share queries, keys,
/// values and context, 4·T·h/t, and the wide activations, 4·T·h/t, in the compute type. Attention's
/// probabilities are always computed again.
///
/// Recomputed, it keeps what its segments start from: four streams, the input and the sum of each
/// of two branches. Where shares cut the rows, too, these have T/t rows; what is gathered for the
/// branches is gathered again.
public final class ActivationBytes {
  private ActivationBytes() {}

  /// What one block keeps of one micro-batch of whole sequences, at the largest share.
  ///
  /// @param shares that the matrices are cut into
  /// @param rowsCut whether they cut the rows between branches, too
  public static long ofBlock(
      BloomShape shape,
      Precision precision,
      int samples,
      int shares,
      boolean rowsCut,
      boolean recompute) {
    long stream = stream(shape, precision, samples);
    if (!recompute) {
      return 2 * stream + ofShare(shape, precision, samples, shares);
    }
    return 4 * stream / (rowsCut ? shares : 1);
  }

  /// One result of (tokens, hidden): what goes from stage to stage.
  public static long stream(BloomShape shape, Precision precision, int samples) {
    return (long) samples * shape.sequence() * shape.hidden() * precision.computeBytes();
  }

  /// What lies within the branches of a block: of a recomputed one, what comes back for a while in
  /// the backward pass.
  public static long ofShare(BloomShape shape, Precision precision, int samples, int shares) {
    long heads = Math.ceilDiv(shape.heads(), shares);
    long wide = Math.ceilDiv(4 * shape.hidden(), shares);
    long tokens = (long) samples * shape.sequence();
    return tokens * (4 * heads * shape.headSize() + wide) * precision.computeBytes();
  }
}
