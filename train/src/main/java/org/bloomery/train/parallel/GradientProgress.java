package org.bloomery.train.parallel;

import org.bloomery.model.Parameter;

/// Told how far the gradients of a step are on this rank.
interface GradientProgress {
  /// A micro-batch begins to go backward through a chunk.
  ///
  /// @param last whether it is the step's last for this chunk
  void backward(int chunk, boolean last);

  /// A segment or the head has added to the gradient of `parameter`.
  void added(Parameter parameter);
}
