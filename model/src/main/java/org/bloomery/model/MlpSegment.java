package org.bloomery.model;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/// The feed-forward branch of a block, without the bias of its output projection: layer norm, four
/// times wider, GELU in its tanh form (Hendrycks, Gimpel, arXiv:1606.08415, section 2), and back.
final class MlpSegment implements Segment {
  private final BloomShape shape;
  private final int layer;
  private final List<Parameter> parameters;

  MlpSegment(BloomShape shape, int layer, BloomParameters.Block block) {
    this.shape = shape;
    this.layer = layer;
    this.parameters =
        List.of(
            block.attentionNorm().weight(),
            block.attentionNorm().bias(),
            block.up().weight(),
            block.up().bias(),
            block.down().weight());
  }

  @Override
  public String name() {
    return "mlp " + layer;
  }

  @Override
  public List<Parameter> parameters() {
    return parameters;
  }

  @Override
  public Tensor forward(List<Tensor> inputs, List<Tensor> weights, Pass pass) {
    Tensor normal =
        Norms.layerNorm(inputs.get(0), weights.get(0), weights.get(1), shape.layerNormEpsilon());
    Tensor wide = torch.linear(normal, weights.get(2), new TensorOptional(weights.get(3)));
    return torch.linear(torch.gelu(wide, "tanh"), weights.get(4)); // (tokens, hidden), partial
  }
}
