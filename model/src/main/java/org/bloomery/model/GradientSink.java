package org.bloomery.model;

import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;

/// Where a backward pass adds the gradients of parameters, in the master type.
public interface GradientSink {
  /// Lets `change` add to the gradient of a parameter.
  ///
  /// @param part names what is added when a parameter receives several times in one pass (a tied
  ///   one, or one whose gradient comes in tiles); each part comes once a pass
  /// @param change receives the sum so far, in the parameter's shape
  void add(Parameter parameter, int part, Consumer<Tensor> change);

  /// Adds `rows` to the rows `ids` of a parameter's gradient, after everything else of the batch.
  ///
  /// @param ids (rows), 64-bit
  /// @param rows (rows, columns of the parameter)
  void addRows(Parameter parameter, Tensor ids, Tensor rows);

  /// Adds a gradient in the parameter's shape, of any type.
  default void add(Parameter parameter, Tensor gradient) {
    add(parameter, 0, sum -> sum.add_(gradient));
  }
}
