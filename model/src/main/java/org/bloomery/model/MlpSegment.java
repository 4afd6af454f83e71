package org.bloomery.model;

import java.util.ArrayList;
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
  private final int layer;
  private final BloomParameters.Block block;
  private final BranchNorm norm;

  /// @param normalises whether the layer norm lies within the branch
  MlpSegment(BloomShape shape, int layer, BloomParameters.Block block, boolean normalises) {
    this.layer = layer;
    this.block = block;
    this.norm = BranchNorm.of(shape, block.attentionNorm(), normalises);
  }

  @Override
  public String name() {
    return "mlp " + layer;
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all =
        new ArrayList<>(List.of(block.up().weight(), block.up().bias(), block.down().weight()));
    all.addAll(norm.parameters());
    return all;
  }

  private BranchNorm.Entered enter(Tensor x, List<Tensor> weights) {
    return norm.enter(x, weights.subList(3, weights.size()));
  }

  @Override
  public Kept keep(List<Tensor> inputs, List<Tensor> weights, Pass pass) {
    Tensor x = inputs.get(0); // (tokens, hidden)
    Tensor wide = // (tokens, 4 · hidden)
        torch.linear(
            enter(x, weights).output(), weights.get(0), new TensorOptional(weights.get(1)));
    Tensor output = torch.linear(Gelu.of(wide), weights.get(2)); // partial
    return new Kept(output, List.of(x, wide));
  }

  @Override
  public List<Tensor> backward(
      Tensor gradient, Kept kept, List<Tensor> weights, Pass pass, GradientSink into) {
    BranchNorm.Entered entered = enter(kept.tensors().get(0), weights);
    Tensor wide = kept.tensors().get(1);
    Tensor wideGradient = gradient.mm(weights.get(2));
    Tensor active = Gelu.backward(wide, wideGradient);
    LinearGradients.addWeight(into, block.down().weight(), gradient, active);
    LinearGradients.addWeight(into, block.up().weight(), wideGradient, entered.output());
    LinearGradients.addBias(into, block.up().bias(), wideGradient);
    return List.of(entered.backward(wideGradient.mm(weights.get(0)), into));
  }
}
