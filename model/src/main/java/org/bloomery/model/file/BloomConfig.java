package org.bloomery.model.file;

/// What `config.json` says of a BLOOM model: its shape and its special tokens.
///
/// @param sequenceLength longest context in tokens that the model was trained with; ALiBi has no
///   limit of its own, so this is where scoring and generation stop
/// @param storedType type of the weights in the file
public record BloomConfig(
    int vocabularySize,
    int hiddenSize,
    int layers,
    int heads,
    double layerNormEpsilon,
    int bosTokenId,
    int eosTokenId,
    int padTokenId,
    int sequenceLength,
    ElementType storedType) {

  public BloomConfig {
    require(vocabularySize > 0, "vocab_size", vocabularySize);
    require(layers > 0, "n_layer", layers);
    require(heads > 0, "n_head", heads);
    require(hiddenSize > 0 && hiddenSize % heads == 0, "hidden_size", hiddenSize);
    require(sequenceLength > 0, "seq_length", sequenceLength);
  }

  private static void require(boolean holds, String key, int value) {
    if (!holds) {
      throw new IllegalArgumentException(
          key + " = " + value + " is not possible (sizes are positive, heads divide hidden_size)");
    }
  }

  /// Numbers per head.
  public int headSize() {
    return hiddenSize / heads;
  }

  /// Number of parameters: embeddings and final norms, then 12 H² + 13 H a layer (the head is
  /// tied).
  public long parameters() {
    long h = hiddenSize;
    return vocabularySize * h + 4 * h + layers * (12 * h * h + 13 * h);
  }
}
