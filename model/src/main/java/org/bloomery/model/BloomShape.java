package org.bloomery.model;

/// The sizes of a BLOOM model (Le Scao et al., "BLOOM", arXiv:2211.05100, table 3).
///
/// @param vocabulary rows of the embedding, padding included
/// @param hidden width of the residual stream
/// @param layers blocks
/// @param heads attention heads; a divisor of `hidden`
/// @param sequence tokens of context in training
/// @param layerNormEpsilon added to variances
/// @param dropout probability that an activation is dropped in training, after both branches of a
///   block and on the attention probabilities
public record BloomShape(
    int vocabulary,
    int hidden,
    int layers,
    int heads,
    int sequence,
    double layerNormEpsilon,
    double dropout) {

  public BloomShape {
    positive("vocabulary", vocabulary);
    positive("hidden", hidden);
    positive("layers", layers);
    positive("heads", heads);
    positive("sequence", sequence);
    if (hidden % heads != 0) {
      throw new IllegalArgumentException(
          "hidden = " + hidden + " is not a multiple of heads = " + heads);
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("dropout = " + dropout + " is not in [0, 1)");
    }
  }

  private static void positive(String name, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " = " + value + " is not positive");
    }
  }

  /// Width of one head.
  public int headSize() {
    return hidden / heads;
  }

  /// Exact number of trained parameters; the head is tied to the embedding and counts once.
  ///
  /// V·h (embedding) + 2h (its norm) + layers·(12h² + 13h) + 2h (final norm).
  public long parameterCount() {
    long h = hidden;
    return vocabulary * h + 4 * h + layers * (12 * h * h + 13 * h);
  }
}
