package org.bloomery.model;

import java.util.List;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/// Layer normalisation over the last dim (Ba, Kiros, Hinton, arXiv:1607.06450).
final class Norms {
  private Norms() {}

  static Tensor layerNorm(Tensor x, Tensor weight, Tensor bias, double epsilon) {
    return torch.layer_norm(
        x,
        new long[] {weight.numel()},
        new TensorOptional(weight),
        new TensorOptional(bias),
        epsilon,
        false);
  }

  /// The normalised `x`, and how to go back from its gradient.
  static Normal normal(Tensor x, Tensor weight, Tensor bias, double epsilon) {
    T_TensorTensorTensor_T found =
        torch.native_layer_norm(
            x,
            new long[] {weight.numel()},
            new TensorOptional(weight),
            new TensorOptional(bias),
            epsilon);
    return new Normal(
        x, weight, bias, new Tensor(found.get0()), new Tensor(found.get1()), found.get2());
  }

  /// @param x what was normalised
  /// @param output the same bits as [#layerNorm]
  /// @param mean of each row
  /// @param reciprocalStd of each row
  record Normal(
      Tensor x, Tensor weight, Tensor bias, Tensor output, Tensor mean, Tensor reciprocalStd) {

    /// Adds the gradients of weight and bias to `into`; returns the gradient of `x`.
    Tensor backward(Tensor gradient, List<Parameter> weightAndBias, GradientSink into) {
      T_TensorTensorTensor_T found =
          torch.native_layer_norm_backward(
              gradient,
              x,
              new long[] {weight.numel()},
              mean,
              reciprocalStd,
              new TensorOptional(weight),
              new TensorOptional(bias),
              new BoolPointer(3).put(0, true).put(1, true).put(2, true));
      into.add(weightAndBias.get(0), found.get1());
      into.add(weightAndBias.get(1), found.get2());
      return new Tensor(found.get0());
    }
  }
}
