package org.bloomery.model;

import java.util.List;
import org.bloomery.tensor.Precision;
import org.bloomery.tensor.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// The attention branch of a block, without the bias of its output projection: layer norm, fused
/// query, key and value, causal attention with ALiBi, output projection.
///
/// It works with the heads whose rows its weights hold, so a cut by heads gives a partial result
/// and the sum over the cuts the whole.
final class AttentionSegment implements Segment {
  /// Queries computed together.
  private static final int BLOCK = 128;

  private final BloomShape shape;
  private final Precision precision;
  private final int layer;
  private final AlibiBias bias;
  private final List<Parameter> parameters;

  /// @param bias of the heads that the weights hold
  AttentionSegment(
      BloomShape shape,
      Precision precision,
      int layer,
      AlibiBias bias,
      BloomParameters.Block block) {
    this.shape = shape;
    this.precision = precision;
    this.layer = layer;
    this.bias = bias;
    this.parameters =
        List.of(
            block.inputNorm().weight(),
            block.inputNorm().bias(),
            block.queryKeyValue().weight(),
            block.queryKeyValue().bias(),
            block.dense().weight());
  }

  @Override
  public String name() {
    return "attention " + layer;
  }

  @Override
  public List<Parameter> parameters() {
    return parameters;
  }

  @Override
  public Tensor forward(List<Tensor> inputs, List<Tensor> weights, Pass pass) {
    long samples = pass.batch().samples();
    long length = pass.batch().length();
    long head = shape.headSize();
    long heads = bias.heads();
    long pairs = samples * heads;

    // (tokens, hidden) → (tokens, heads · 3 · head)
    Tensor normal =
        Norms.layerNorm(inputs.get(0), weights.get(0), weights.get(1), shape.layerNormEpsilon());
    Tensor fused = torch.linear(normal, weights.get(2), new TensorOptional(weights.get(3)));
    // → 3 × (samples · heads, length, head)
    TensorVector parts =
        fused.view(samples, length, heads, 3, head).permute(3, 0, 2, 1, 4).contiguous().unbind(0);
    Tensor query = parts.get(0).view(pairs, length, head);
    Tensor key = parts.get(1).view(pairs, length, head);
    Tensor value = parts.get(2).view(pairs, length, head);
    Tensor context = attend(query, key, value, pass); // (samples · heads, length, head)
    Tensor joined =
        context
            .view(samples, heads, length, head)
            .transpose(1, 2)
            .reshape(samples * length, heads * head);
    return torch.linear(joined, weights.get(4)); // (tokens, hidden), partial
  }

  /// Causal attention over blocks of queries: a block's keys end where the block ends, so that most
  /// of what the mask would hide is never computed.
  private Tensor attend(Tensor query, Tensor key, Tensor value, Pass pass) {
    int length = pass.batch().length();
    Tensor mask = pass.dropout().active() ? dropoutMask(pass) : null;
    TensorVector queries = query.split(BLOCK, 1);
    TensorVector contexts = new TensorVector();
    for (int block = 0; block * BLOCK < length; block++) {
      int start = block * BLOCK;
      int end = Math.min(length, start + BLOCK);
      // (samples · heads, query, key)
      Tensor scores =
          torch.baddbmm(
              bias.of(pass.batch().samples(), start, end),
              queries.get(block),
              key.narrow(1, 0, end).transpose(1, 2),
              new Scalar(1.0),
              new Scalar(1 / Math.sqrt(shape.headSize())));
      Tensor probabilities = scores.softmax(-1, Tensors.in(precision.master()));
      if (mask != null) {
        probabilities = probabilities.mul(mask.narrow(1, start, end - start).narrow(2, 0, end));
      }
      contexts.push_back(probabilities.to(precision.compute()).bmm(value.narrow(1, 0, end)));
    }
    return torch.cat(contexts, 1);
  }

  private Tensor dropoutMask(Pass pass) {
    return pass.dropout()
        .attentionMask(pass.batch(), layer, bias.firstHead(), bias.heads(), shape.sequence())
        .to(precision.master());
  }
}
