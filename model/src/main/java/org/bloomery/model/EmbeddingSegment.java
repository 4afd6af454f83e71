package org.bloomery.model;

import java.util.List;
import org.bloomery.tensor.Precision;
import org.bloomery.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Token lookup and the layer norm that BLOOM puts right after it. Reads master weights, so that
/// the gradients of frequent tokens add up in the master type; the result has the compute type.
///
/// Backward touches the rows of the tokens that occur, not the whole table.
final class EmbeddingSegment implements HandWrittenSegment {
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

  private static Tensor ids(Pass pass) {
    return Tensors.of(pass.batch().inputs(), pass.batch().tokens()); // (tokens)
  }

  private Norms.Normal normal(Tensor ids, List<Tensor> weights) {
    Tensor vectors = torch.embedding(weights.get(0), ids); // (tokens, hidden)
    return Norms.normal(vectors, weights.get(1), weights.get(2), shape.layerNormEpsilon());
  }

  @Override
  public Kept keep(List<Tensor> inputs, List<Tensor> weights, Pass pass) {
    return new Kept(normal(ids(pass), weights).output().to(precision.compute()), List.of());
  }

  @Override
  public List<Tensor> backward(
      Tensor gradient, Kept kept, List<Tensor> weights, Pass pass, GradientSink into) {
    Tensor ids = ids(pass);
    Tensor rows =
        normal(ids, weights)
            .backward(gradient.to(precision.master()), parameters.subList(1, 3), into);
    into.addRows(parameters.get(0), ids, rows);
    return List.of();
  }
}
