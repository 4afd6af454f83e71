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

    // (samples · heads, query, key)
    Tensor scores =
        torch.baddbmm(
            bias.of(pass.batch().samples(), pass.batch().length()),
            query,
            key.transpose(1, 2),
            new Scalar(1.0),
            new Scalar(1 / Math.sqrt(shape.headSize())));
    Tensor probabilities = scores.softmax(-1, Tensors.in(precision.master()));
    if (pass.dropout().active()) {
      Tensor mask =
          pass.dropout()
              .attentionMask(pass.batch(), layer, bias.firstHead(), bias.heads(), shape.sequence());
      probabilities = probabilities.mul(mask.to(precision.master()));
    }
    Tensor context = probabilities.to(precision.compute()).bmm(value); // (pairs, length, head)
    Tensor joined =
        context
            .view(samples, heads, length, head)
            .transpose(1, 2)
            .reshape(samples * length, heads * head);
    return torch.linear(joined, weights.get(4)); // (tokens, hidden), partial
  }
}
