package org.bloomery.train.parallel;

import org.bloomery.model.Exchanges;
import org.bloomery.model.Step;
import org.bloomery.tensor.collective.Communicator;
import org.bloomery.tensor.collective.Reduction;
import org.bytedeco.pytorch.Tensor;

/// Tensor parallelism: partial results are summed where a branch is left, partial gradients where
/// it was entered (f and g of Shoeybi et al., "Megatron-LM", arXiv:1909.08053, figure 3).
final class TensorExchanges implements Exchanges {
  private final Communicator group;

  TensorExchanges(Communicator group) {
    this.group = group;
  }

  @Override
  public Tensor forward(Step.Place place, Tensor value) {
    return place == Step.Place.OUT_OF_BRANCH ? sum(value) : value;
  }

  @Override
  public Tensor backward(Step.Place place, Tensor gradient) {
    return place == Step.Place.INTO_BRANCH ? sum(gradient) : gradient;
  }

  /// The argument is still read by others, so the sum is a new tensor.
  private Tensor sum(Tensor partial) {
    if (group.size() == 1) {
      return partial;
    }
    Tensor sum = partial.detach().contiguous().clone();
    group.allReduce(sum, Reduction.SUM);
    return sum;
  }
}
