package org.bloomery.model;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/// The feed-forward branch of a block, without the bias of its output projection: layer norm, four
/// times wider, GELU, and back.
///
/// Of what lies between input and output it keeps the wide activations alone; the rest is cheap to
/// compute again.
final class MlpSegment implements HandWrittenSegment {
  private final BloomShape shape;
  private final int layer;
  private final BloomParameters.Block block;

  MlpSegment(BloomShape shape, int layer, BloomParameters.Block block) {
    this.shape = shape;
    this.layer = layer;
    this.block = block;
  }

  @Override
  public String name() {
    return "mlp " + layer;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        block.attentionNorm().weight(),
        block.attentionNorm().bias(),
        block.up().weight(),
        block.up().bias(),
        block.down().weight());
  }

  private Norms.Normal normal(Tensor x, List<Tensor> weights) {
    return Norms.normal(x, weights.get(0), weights.get(1), shape.layerNormEpsilon());
  }

  @Override
  public Kept keep(List<Tensor> inputs, List<Tensor> weights, Pass pass) {
    Tensor x = inputs.get(0); // (tokens, hidden)
    Tensor wide = // (tokens, 4 · hidden)
        torch.linear(
            normal(x, weights).output(), weights.get(2), new TensorOptional(weights.get(3)));
    Tensor output = torch.linear(Gelu.of(wide), weights.get(4)); // partial
    return new Kept(output, List.of(x, wide));
  }

  @Override
  public List<Tensor> backward(
      Tensor gradient, Kept kept, List<Tensor> weights, Pass pass, GradientSink into) {
    Norms.Normal normal = normal(kept.tensors().get(0), weights);
    Tensor wide = kept.tensors().get(1);
    Tensor wideGradient = gradient.mm(weights.get(4));
    Tensor active = Gelu.backward(wide, wideGradient);
    LinearGradients.addWeight(into, block.down().weight(), gradient, active);
    LinearGradients.addWeight(into, block.up().weight(), wideGradient, normal.output());
    LinearGradients.addBias(into, block.up().bias(), wideGradient);
    return List.of(
        normal.backward(wideGradient.mm(weights.get(2)), parameters().subList(0, 2), into));
  }
}
