package org.bloomery.model;

import org.bloomery.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;

/// Gradients of the parameters of a linear map y = x·Wᵀ + b.
final class LinearGradients {
  private LinearGradients() {}

  /// Adds dyᵀ·x to the gradient of the weight: in one product with the sum where the types are the
  /// same, else rounded to the compute type and then added in the master type.
  ///
  /// @param gradient of y, (rows, output)
  /// @param x (rows, input)
  static void addWeight(GradientSink into, Parameter weight, Tensor gradient, Tensor x) {
    Tensor rows = gradient.t();
    into.add(weight, 0, sum -> addProduct(sum, rows, x));
  }

  /// Adds left·right to `sum`, which has the master type.
  static void addProduct(Tensor sum, Tensor left, Tensor right) {
    if (Tensors.has(sum, left.scalar_type())) {
      sum.addmm_(left, right);
    } else {
      sum.add_(left.mm(right));
    }
  }

  /// Adds the sum over rows to the gradient of the bias.
  static void addBias(GradientSink into, Parameter bias, Tensor gradient) {
    into.add(bias, gradient.sum(0));
  }
}
