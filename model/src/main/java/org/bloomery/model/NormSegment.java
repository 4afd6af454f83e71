package org.bloomery.model;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/// A layer norm that stands alone: before the head, and before branches where rows are cut.
final class NormSegment implements HandWrittenSegment {
  private final String name;
  private final BloomShape shape;
  private final List<Parameter> parameters;

  NormSegment(String name, BloomShape shape, BloomParameters.Norm norm) {
    this.name = name;
    this.shape = shape;
    this.parameters = List.of(norm.weight(), norm.bias());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Parameter> parameters() {
    return parameters;
  }

  private Norms.Normal normal(Tensor x, List<Tensor> weights) {
    return Norms.normal(x, weights.get(0), weights.get(1), shape.layerNormEpsilon());
  }

  @Override
  public Kept keep(List<Tensor> inputs, List<Tensor> weights, Pass pass) {
    return new Kept(normal(inputs.get(0), weights).output(), inputs);
  }

  @Override
  public List<Tensor> backward(
      Tensor gradient, Kept kept, List<Tensor> weights, Pass pass, GradientSink into) {
    return List.of(normal(kept.tensors().get(0), weights).backward(gradient, parameters, into));
  }
}
