package org.bloomery.model;

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
}
