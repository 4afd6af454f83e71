package org.bloomery.model;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/// Joins a branch to the residual stream: bias of the branch's output projection, dropout, sum.
///
/// Apart from the branch, so that the bias is added once after partial results are summed, and so
/// that the residual gradient never passes the branch's reduction.
final class ResidualSegment implements Segment {
  private final int layer;
  private final Dropout.Site site;
  private final Parameter bias;

  ResidualSegment(int layer, Dropout.Site site, Parameter bias) {
    this.layer = layer;
    this.site = site;
    this.bias = bias;
  }

  @Override
  public String name() {
    return "residual " + layer + " " + site;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(bias);
  }

  /// @param inputs the branch and the residual stream, each (tokens, hidden)
  @Override
  public Tensor forward(List<Tensor> inputs, List<Tensor> weights, Pass pass) {
    Tensor branch = inputs.get(0).add(weights.get(0));
    if (pass.dropout().active()) {
      Tensor mask =
          pass.dropout().hiddenMask(pass.batch(), layer, site, (int) weights.get(0).numel());
      branch = branch.mul(mask.to(branch.scalar_type()));
    }
    return branch.add(inputs.get(1));
  }
}
