package org.bloomery.model;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/// Joins a branch to the residual stream: bias of the branch's output projection, dropout, sum.
///
/// Apart from the branch, so that the bias is added once after partial results are summed, and so
/// that the residual gradient never passes the branch's reduction.
final class ResidualSegment implements HandWrittenSegment {
  private final int layer;
  private final Dropout.Site site;
  private final Parameter bias;
  private final RowCut rows;

  /// @param rows of the activations that belong here
  ResidualSegment(int layer, Dropout.Site site, Parameter bias, RowCut rows) {
    this.layer = layer;
    this.site = site;
    this.bias = bias;
    this.rows = rows;
  }

  @Override
  public String name() {
    return "residual " + layer + " " + site;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(bias);
  }

  /// @param inputs the branch and the residual stream, each (rows, hidden)
  @Override
  public Kept keep(List<Tensor> inputs, List<Tensor> weights, Pass pass) {
    Tensor branch = inputs.get(0).add(weights.get(0));
    return new Kept(dropped(branch, pass).add(inputs.get(1)), List.of());
  }

  @Override
  public List<Tensor> backward(
      Tensor gradient, Kept kept, List<Tensor> weights, Pass pass, GradientSink into) {
    Tensor branch = dropped(gradient, pass);
    LinearGradients.addBias(into, bias, branch);
    return List.of(branch, gradient);
  }

  /// Dropout is its own adjoint.
  private Tensor dropped(Tensor branch, Pass pass) {
    if (!pass.dropout().active()) {
      return branch;
    }
    Tensor mask = pass.dropout().hiddenMask(pass.batch(), rows, layer, site, (int) branch.size(1));
    return branch.mul(mask.to(branch.scalar_type()));
  }
}
