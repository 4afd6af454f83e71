package org.bloomery.model;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/// A segment whose backward pass is written by hand: it chooses what is kept from forward, and adds
/// weight gradients straight into the sums. Each is held to autograd by a test.
interface HandWrittenSegment extends Segment {
  /// What forward leaves: the output, and what backward needs besides.
  record Kept(Tensor output, List<Tensor> tensors) {
    public Kept {
      tensors = List.copyOf(tensors);
    }
  }

  /// Computes the output and keeps what [#backward] needs; records nothing under autograd.
  Kept keep(List<Tensor> inputs, List<Tensor> weights, Pass pass);

  @Override
  default Tensor forward(List<Tensor> inputs, List<Tensor> weights, Pass pass) {
    return keep(inputs, weights, pass).output();
  }

  /// Adds the gradients of the parameters to `into`.
  ///
  /// @param gradient of the output; must not be changed
  /// @param kept from [#keep]
  /// @return the gradients of the inputs
  List<Tensor> backward(
      Tensor gradient, Kept kept, List<Tensor> weights, Pass pass, GradientSink into);
}
