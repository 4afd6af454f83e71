package org.bloomery.model;

import java.util.List;
import org.bloomery.tensor.Precision;
import org.bytedeco.pytorch.Tensor;

/// The layer norm that BLOOM puts right after the embedding, where lookup and norm are apart. Reads
/// and computes in the master type, as [EmbeddingSegment] does.
final class EmbeddingNormSegment implements Segment {
  private final BloomShape shape;
  private final Precision precision;
  private final List<Parameter> parameters;

  EmbeddingNormSegment(BloomShape shape, Precision precision, BloomParameters.Norm norm) {
    this.shape = shape;
    this.precision = precision;
    this.parameters = List.of(norm.weight(), norm.bias());
  }

  @Override
  public String name() {
    return "embedding norm";
  }

  @Override
  public List<Parameter> parameters() {
    return parameters;
  }

  @Override
  public boolean readsMasters() {
    return true;
  }

  @Override
  public Tensor forward(List<Tensor> inputs, List<Tensor> weights, Pass pass) {
    return Norms.layerNorm(inputs.get(0), weights.get(0), weights.get(1), shape.layerNormEpsilon())
        .to(precision.compute());
  }
}
