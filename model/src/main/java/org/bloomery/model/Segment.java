package org.bloomery.model;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/// A piece of a model that runs under autograd on its own: its inputs are cut off from what made
/// them, so that its backward pass needs nothing but the gradient of its output.
///
/// A segment has no state of its own and knows no ranks. Between segments stand explicit exchanges
/// ([Step.Exchange]), where a parallel layout communicates.
public interface Segment {
  /// For reports: what it is and in which layer.
  String name();

  /// The parameters that it reads, in the order in which [#forward] takes them.
  List<Parameter> parameters();

  /// Whether it reads master weights instead of the compute type.
  default boolean readsMasters() {
    return false;
  }

  /// Computes the output, with the same bits for the same arguments, recorded or not.
  ///
  /// @param inputs activations, in the order of the step; must not be changed
  /// @param weights one tensor for each of [#parameters]
  Tensor forward(List<Tensor> inputs, List<Tensor> weights, Pass pass);
}
