package org.bloomery.train.parallel;

import org.bloomery.model.Exchanges;
import org.bloomery.model.Step;
import org.bloomery.tensor.collective.Communicator;
import org.bloomery.tensor.collective.Reduction;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Tensor parallelism: partial results are summed where a branch is left, partial gradients where
/// it was entered (f and g of Shoeybi et al., "Megatron-LM", arXiv:1909.08053, figure 3).
///
/// With sequence parallelism a sum leaves each share only its run of rows, and what the shares have
/// is gathered the other way (g and its mirror of Korthikanti et al., arXiv:2205.05198, figure 5).
final class TensorExchanges implements Exchanges {
  private final Communicator group;
  private final boolean rowsCut;

  /// @param rowsCut whether each share keeps only its run of rows between branches
  TensorExchanges(Communicator group, boolean rowsCut) {
    this.group = group;
    this.rowsCut = rowsCut;
  }

  @Override
  public Tensor forward(Step.Place place, Tensor value) {
    return switch (place) {
      case INTO_BRANCH -> given(value);
      case OUT_OF_BRANCH -> summed(value);
    };
  }

  @Override
  public Tensor backward(Step.Place place, Tensor gradient) {
    return switch (place) {
      case INTO_BRANCH -> summed(gradient);
      case OUT_OF_BRANCH -> given(gradient);
    };
  }

  /// The argument is still read by others, so the sum is a new tensor.
  private Tensor summed(Tensor partial) {
    if (group.size() == 1) {
      return partial;
    }
    Tensor sum = partial.detach().contiguous().clone(); // (tokens, hidden)
    if (!rowsCut) {
      group.allReduce(sum, Reduction.SUM);
      return sum;
    }
    group.startReduceScatter(sum).await();
    long rows = sum.size(0) / group.size();
    return sum.narrow(0, group.rank() * rows, rows).clone();
  }

  private Tensor given(Tensor value) {
    if (group.size() == 1 || !rowsCut) {
      return value;
    }
    Tensor own = value.detach().contiguous(); // (rows, hidden)
    long[] shape = {own.size(0) * group.size(), own.size(1)};
    Tensor whole = torch.empty(shape, own.options(), null); // (tokens, hidden)
    group.startAllGather(whole.view(-1), own.view(-1)).await();
    return whole;
  }
}
