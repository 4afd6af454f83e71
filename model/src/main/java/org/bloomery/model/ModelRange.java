package org.bloomery.model;

/// A run of consecutive layers, with or without the two ends of the model.
///
/// @param firstLayer first block
/// @param endLayer one past the last block
/// @param embeds whether it begins with tokens and their embedding, or with a received activation
/// @param predicts whether it ends with the final norm and the head, or gives its activation on
public record ModelRange(int firstLayer, int endLayer, boolean embeds, boolean predicts) {

  /// A whole model.
  public static ModelRange whole(int layers) {
    return new ModelRange(0, layers, true, true);
  }

  /// Whether a block belongs to it.
  public boolean hasLayer(int layer) {
    return layer >= firstLayer && layer < endLayer;
  }
}
