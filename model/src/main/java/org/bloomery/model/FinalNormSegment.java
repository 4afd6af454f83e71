package org.bloomery.model;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/// The layer norm before the head.
final class FinalNormSegment implements Segment {
  private final BloomShape shape;
  private final List<Parameter> parameters;

  FinalNormSegment(BloomShape shape, BloomParameters all) {
    this.shape = shape;
    this.parameters = List.of(all.finalNorm().weight(), all.finalNorm().bias());
  }

  @Override
  public String name() {
    return "final norm";
  }

  @Override
  public List<Parameter> parameters() {
    return parameters;
  }

  @Override
  public Tensor forward(List<Tensor> inputs, List<Tensor> weights, Pass pass) {
    return Norms.layerNorm(inputs.get(0), weights.get(0), weights.get(1), shape.layerNormEpsilon());
  }
}
