package org.bloomery.model;

import java.util.List;
import org.bloomery.tensor.Precision;
import org.bloomery.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Token lookup and the layer norm that BLOOM puts right after it. Reads master weights, so that
/// the gradients of frequent tokens add up in the master type; the result has the compute type.
final class EmbeddingSegment implements Segment {
  private final BloomShape shape;
  private final Precision precision;
  private final List<Parameter> parameters;

  EmbeddingSegment(BloomShape shape, Precision precision, BloomParameters all) {
    this.shape = shape;
    this.precision = precision;
    this.parameters =
        List.of(all.tokens(), all.embeddingNorm().weight(), all.embeddingNorm().bias());
  }

  @Override
  public String name() {
    return "embedding";
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
    TokenBatch batch = pass.batch();
    Tensor ids = Tensors.of(batch.inputs(), batch.tokens()); // (tokens)
    Tensor vectors = torch.embedding(weights.get(0), ids); // (tokens, hidden)
    return Norms.layerNorm(vectors, weights.get(1), weights.get(2), shape.layerNormEpsilon())
        .to(precision.compute());
  }
}
