package org.bloomery.model;

import java.util.List;
import org.bloomery.tensor.Precision;
import org.bloomery.tensor.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// BLOOM's parts in libtorch's plain operators, for autograd: whole attention matrices, no blocks,
/// nothing in place.
final class PlainBloom {
  private final BloomShape shape;
  private final Precision precision;

  PlainBloom(BloomShape shape, Precision precision) {
    this.shape = shape;
    this.precision = precision;
  }

  Tensor forward(Segment segment, List<Tensor> inputs, List<Tensor> weights, Pass pass) {
    String[] name = segment.name().split(" ", 2);
    return switch (name[0]) {
      case "embedding" -> embedding(weights, pass);
      case "attention" -> attention(inputs.getFirst(), weights, pass, Integer.parseInt(name[1]));
      case "mlp" -> mlp(inputs.getFirst(), weights);
      case "residual" -> residual(inputs, weights, pass, name[1].split(" "));
      case "final" -> norm(inputs.getFirst(), weights, 0);
      default -> throw new IllegalArgumentException(segment.name());
    };
  }

  private Tensor norm(Tensor x, List<Tensor> weights, int at) {
    return Norms.layerNorm(x, weights.get(at), weights.get(at + 1), shape.layerNormEpsilon());
  }

  private Tensor embedding(List<Tensor> weights, Pass pass) {
    Tensor ids = Tensors.of(pass.batch().inputs(), pass.batch().tokens());
    return norm(torch.embedding(weights.get(0), ids), weights, 1).to(precision.compute());
  }

  private Tensor mlp(Tensor x, List<Tensor> weights) {
    Tensor wide =
        torch.linear(norm(x, weights, 3), weights.get(0), new TensorOptional(weights.get(1)));
    return torch.linear(torch.gelu(wide, "tanh"), weights.get(2));
  }

  private Tensor residual(List<Tensor> inputs, List<Tensor> weights, Pass pass, String[] place) {
    int layer = Integer.parseInt(place[0]);
    Dropout.Site site = Dropout.Site.valueOf(place[1]);
    Tensor mask = pass.dropout().hiddenMask(pass.batch(), layer, site, shape.hidden());
    Tensor branch = inputs.get(0).add(weights.get(0));
    return branch.mul(mask.to(precision.compute())).add(inputs.get(1));
  }

  private Tensor attention(Tensor x, List<Tensor> weights, Pass pass, int layer) {
    long samples = pass.batch().samples();
    long length = pass.batch().length();
    long heads = shape.heads();
    long head = shape.headSize();
    Tensor fused =
        torch.linear(norm(x, weights, 3), weights.get(0), new TensorOptional(weights.get(1)));
    TensorVector parts =
        fused.view(samples, length, heads, 3, head).permute(3, 0, 2, 1, 4).contiguous().unbind(0);
    Tensor query = parts.get(0).view(samples * heads, length, head);
    Tensor key = parts.get(1).view(samples * heads, length, head);
    Tensor value = parts.get(2).view(samples * heads, length, head);
    Tensor probabilities =
        torch
            .baddbmm(
                bias(length).repeat(samples, 1, 1),
                query,
                key.transpose(1, 2),
                new Scalar(1.0),
                new Scalar(1 / Math.sqrt((double) head)))
            .softmax(-1, Tensors.in(precision.master()));
    Tensor mask =
        pass.dropout()
            .attentionMask(pass.batch(), layer, 0, shape.heads(), shape.sequence())
            .to(precision.master());
    Tensor context = probabilities.mul(mask).to(precision.compute()).bmm(value);
    Tensor joined =
        context
            .view(samples, heads, length, head)
            .transpose(1, 2)
            .reshape(samples * length, heads * head);
    return torch.linear(joined, weights.get(2));
  }

  /// (heads, length, length)
  private Tensor bias(long length) {
    double[] slopes = AlibiSlopes.of(shape.heads());
    double[] values = new double[Math.toIntExact(shape.heads() * length * length)];
    int at = 0;
    for (double slope : slopes) {
      for (int query = 0; query < length; query++) {
        for (int key = 0; key < length; key++) {
          values[at++] = key > query ? Double.NEGATIVE_INFINITY : (float) (slope * (key - query));
        }
      }
    }
    return Tensors.of(values, shape.heads(), length, length).to(precision.compute());
  }
}
