package org.bloomery.model;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/// The layer norm with which a branch begins; or nothing, where the norm lies before the exchange
/// that leads into the branch, because each rank normalises only its rows.
final class BranchNorm {
  private final BloomShape shape;
  private final List<Parameter> parameters;

  private BranchNorm(BloomShape shape, List<Parameter> parameters) {
    this.shape = shape;
    this.parameters = parameters;
  }

  /// The norm within the branch, or before it.
  static BranchNorm of(BloomShape shape, BloomParameters.Norm norm, boolean within) {
    return new BranchNorm(shape, within ? List.of(norm.weight(), norm.bias()) : List.of());
  }

  /// Weight and bias, where there is a norm.
  List<Parameter> parameters() {
    return parameters;
  }

  /// @param x (rows, hidden)
  /// @param weights one tensor for each of [#parameters]
  Entered enter(Tensor x, List<Tensor> weights) {
    if (parameters.isEmpty()) {
      return new Entered(x, parameters, null);
    }
    Norms.Normal normal = Norms.normal(x, weights.get(0), weights.get(1), shape.layerNormEpsilon());
    return new Entered(normal.output(), parameters, normal);
  }

  /// What the rest of the branch works on, and the way back.
  ///
  /// @param output (rows, hidden)
  record Entered(Tensor output, List<Parameter> parameters, Norms.@Nullable Normal normal) {

    /// Adds the gradients of weight and bias to `into`; returns the gradient of what entered.
    Tensor backward(Tensor gradient, GradientSink into) {
      return normal == null ? gradient : normal.backward(gradient, parameters, into);
    }
  }
}
