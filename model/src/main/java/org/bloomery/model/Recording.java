package org.bloomery.model;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// A segment's forward pass, with what its backward pass needs.
sealed interface Recording {
  /// What the segment gave.
  Tensor output();

  /// Everything that must stay until backward.
  List<Tensor> tensors();

  /// Adds the gradients of the segment's parameters to `into`.
  ///
  /// @return the gradients of its inputs
  List<Tensor> backward(Tensor gradient, GradientSink into);

  /// Recorded by libtorch.
  ///
  /// @param inputs leaves
  record ByAutograd(Segment segment, List<Tensor> inputs, List<Tensor> weights, Tensor output)
      implements Recording {
    @Override
    public List<Tensor> tensors() {
      List<Tensor> all = new ArrayList<>(inputs);
      all.add(output);
      return all;
    }

    @Override
    public List<Tensor> backward(Tensor gradient, GradientSink into) {
      TensorVector leaves = new TensorVector();
      inputs.forEach(leaves::push_back);
      weights.forEach(leaves::push_back);
      TensorVector found =
          torch.grad(
              new TensorVector(output),
              leaves,
              new TensorVector(gradient),
              new BoolOptional(false),
              false,
              false);
      List<Parameter> parameters = segment.parameters();
      for (int i = 0; i < parameters.size(); i++) {
        into.add(parameters.get(i), found.get(inputs.size() + i));
      }
      List<Tensor> gradients = new ArrayList<>();
      for (int i = 0; i < inputs.size(); i++) {
        gradients.add(new Tensor(found.get(i)));
      }
      return gradients;
    }
  }

  /// Kept by the segment itself.
  record ByHand(
      HandWrittenSegment segment, HandWrittenSegment.Kept kept, List<Tensor> weights, Pass pass)
      implements Recording {
    @Override
    public Tensor output() {
      return kept.output();
    }

    @Override
    public List<Tensor> tensors() {
      return kept.tensors();
    }

    @Override
    public List<Tensor> backward(Tensor gradient, GradientSink into) {
      return segment.backward(gradient, kept, weights, pass, into);
    }
  }
}
