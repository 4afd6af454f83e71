package org.bloomery.model;

import java.util.ArrayList;
import java.util.List;
import org.bloomery.tensor.Operators;
import org.bloomery.tensor.Precision;
import org.bloomery.tensor.Scope;
import org.bloomery.tensor.Tensors;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// The attention branch of a block, without the bias of its output projection: layer norm, fused
/// query, key and value, causal attention with ALiBi, output projection.
///
/// It works with the heads whose rows its weights hold, so a cut by heads gives a partial result
/// and the sum over the cuts the whole.
///
/// Attention goes over blocks of queries: a block's keys end where the block ends, so that most of
/// what the mask would hide is never computed. Queries, keys and values are read, and their
/// gradients written, where the fused projection has them. With P = softmax(S), S = s·QKᵀ + bias, O
/// = PV: dV = PᵀdO, dP = dO·Vᵀ, dS = P∘(dP − rowsum(dP∘P)), dQ = s·dS·K, dK = s·dSᵀQ. P is not kept
/// but computed again: it is the largest of what backward needs, and cheap beside the projections.
final class AttentionSegment implements HandWrittenSegment {
  /// Queries computed together: fewer make slow products, more compute more masked keys.
  private static final int BLOCK = 256;

  private final BloomShape shape;
  private final Precision precision;
  private final int layer;
  private final AlibiBias bias;
  private final BloomParameters.Block block;
  private final BranchNorm norm;
  private final Scalar scale;

  /// @param bias of the heads that the weights hold
  /// @param normalises whether the layer norm lies within the branch
  AttentionSegment(
      BloomShape shape,
      Precision precision,
      int layer,
      AlibiBias bias,
      BloomParameters.Block block,
      boolean normalises) {
    this.shape = shape;
    this.precision = precision;
    this.layer = layer;
    this.bias = bias;
    this.block = block;
    this.norm = BranchNorm.of(shape, block.inputNorm(), normalises);
    this.scale = new Scalar(1 / Math.sqrt(shape.headSize()));
  }

  @Override
  public String name() {
    return "attention " + layer;
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all =
        new ArrayList<>(
            List.of(
                block.queryKeyValue().weight(),
                block.queryKeyValue().bias(),
                block.dense().weight()));
    all.addAll(norm.parameters());
    return all;
  }

  private BranchNorm.Entered enter(Tensor x, List<Tensor> weights) {
    return norm.enter(x, weights.subList(3, weights.size()));
  }

  @Override
  public Kept keep(List<Tensor> inputs, List<Tensor> weights, Pass pass) {
    Tensor x = inputs.get(0); // (tokens, hidden)
    Tensor fused = // (tokens, heads · 3 · head)
        torch.linear(
            enter(x, weights).output(), weights.get(0), new TensorOptional(weights.get(1)));
    Tensor context = // (tokens, heads · head)
        torch.empty(
            new long[] {pass.batch().tokens(), bias.heads() * (long) shape.headSize()},
            fused.options(),
            null);
    Tensor mask = mask(pass);
    for (int sample = 0; sample < pass.batch().samples(); sample++) {
      Heads heads = heads(fused, sample, pass);
      Tensor contexts = contexts(context, sample, pass);
      for (int start = 0; start < pass.batch().length(); start += BLOCK) {
        int end = Math.min(pass.batch().length(), start + BLOCK);
        try (Scope _ = Scope.open()) {
          torch.bmm_out(
              contexts.narrow(1, start, end - start),
              dropped(probabilities(heads, start, end), mask, sample, start, end)
                  .to(precision.compute()),
              heads.value.narrow(1, 0, end));
        }
      }
    }
    return new Kept( // (tokens, hidden), partial
        torch.linear(context, weights.get(2)), List.of(x, fused, context));
  }

  @Override
  public List<Tensor> backward(
      Tensor gradient, Kept kept, List<Tensor> weights, Pass pass, GradientSink into) {
    Tensor fused = kept.tensors().get(1);
    Tensor fusedGradient = torch.empty_like(fused);
    Tensor contextGradient = gradient.mm(weights.get(2));
    LinearGradients.addWeight(into, block.dense().weight(), gradient, kept.tensors().get(2));
    Tensor mask = mask(pass);
    for (int sample = pass.batch().samples() - 1; sample >= 0; sample--) {
      Heads heads = heads(fused, sample, pass);
      Heads gradients = heads(fusedGradient, sample, pass);
      Tensor outer = contexts(contextGradient, sample, pass);
      int length = pass.batch().length();
      for (int start = (length - 1) / BLOCK * BLOCK; start >= 0; start -= BLOCK) {
        int end = Math.min(length, start + BLOCK);
        try (Scope _ = Scope.open()) {
          Tensor blockMask = mask == null ? null : block(mask, sample, start, end);
          backward(heads, gradients, outer, blockMask, start, end);
        }
      }
    }
    BranchNorm.Entered entered = enter(kept.tensors().get(0), weights);
    LinearGradients.addWeight(
        into, block.queryKeyValue().weight(), fusedGradient, entered.output());
    LinearGradients.addBias(into, block.queryKeyValue().bias(), fusedGradient);
    return List.of(entered.backward(fusedGradient.mm(weights.get(0)), into));
  }

  /// Gradients of one sample's queries `start … end-1`, and what they add to keys and values. The
  /// last block comes first and writes all keys and values; the others add.
  private void backward(
      Heads heads, Heads gradients, Tensor outer, @Nullable Tensor mask, int start, int end) {
    int rows = end - start;
    Scalar before = new Scalar(end == outer.size(1) ? 0.0 : 1.0);
    Scalar one = new Scalar(1.0);
    Tensor probabilities = probabilities(heads, start, end);
    Tensor contextGradient = outer.narrow(1, start, rows); // (heads, rows, head)
    Tensor weighed =
        (mask == null ? probabilities : probabilities.mul(mask)).to(precision.compute());
    gradients
        .value
        .narrow(1, 0, end)
        .baddbmm_(weighed.transpose(1, 2), contextGradient, before, one);
    Tensor inner = // (heads, rows, keys)
        contextGradient.bmm(heads.value.narrow(1, 0, end).transpose(1, 2)).to(precision.master());
    if (mask != null) {
      inner.mul_(mask);
    }
    softmaxBackward(inner, probabilities);
    Tensor scores = inner.to(precision.compute());
    gradients
        .query
        .narrow(1, start, rows)
        .baddbmm_(scores, heads.key.narrow(1, 0, end), new Scalar(0.0), scale);
    gradients
        .key
        .narrow(1, 0, end)
        .baddbmm_(scores.transpose(1, 2), heads.query.narrow(1, start, rows), before, scale);
  }

  /// From the gradient of probabilities to that of scores, in place.
  private void softmaxBackward(Tensor gradient, Tensor probabilities) {
    Operators.call(
        "aten::_softmax_backward_data",
        "out",
        new IValue(gradient),
        new IValue(probabilities),
        new IValue(-1L),
        new IValue((long) precision.master().value),
        new IValue(gradient));
  }

  /// Softmax over the keys `0 … end-1` of queries `start … end-1`, in the master type: (heads, end
  /// - start, end).
  private Tensor probabilities(Heads heads, int start, int end) {
    Tensor scores =
        torch.baddbmm(
            bias.of(start, end),
            heads.query.narrow(1, start, end - start),
            heads.key.narrow(1, 0, end).transpose(1, 2),
            new Scalar(1.0),
            scale);
    if (precision.compute() != precision.master()) {
      return scores.softmax(-1, Tensors.in(precision.master()));
    }
    torch.softmax_out(scores, scores, -1);
    return scores;
  }

  /// One sample's queries, keys and values: views of (heads, length, head).
  private record Heads(Tensor query, Tensor key, Tensor value) {}

  private Heads heads(Tensor fused, int sample, Pass pass) {
    long length = pass.batch().length();
    TensorVector parts =
        fused
            .narrow(0, sample * length, length)
            .view(length, bias.heads(), 3, shape.headSize())
            .permute(2, 1, 0, 3)
            .unbind(0);
    return new Heads(parts.get(0), parts.get(1), parts.get(2));
  }

  /// One sample's rows of a (tokens, heads · head) tensor as a view of (heads, length, head).
  private Tensor contexts(Tensor context, int sample, Pass pass) {
    long length = pass.batch().length();
    return context
        .narrow(0, sample * length, length)
        .view(length, bias.heads(), shape.headSize())
        .transpose(0, 1);
  }

  private @Nullable Tensor mask(Pass pass) {
    if (!pass.dropout().active()) {
      return null;
    }
    return pass.dropout()
        .attentionMask(pass.batch(), layer, bias.firstHead(), bias.heads(), shape.sequence())
        .to(precision.master());
  }

  private Tensor dropped(
      Tensor probabilities, @Nullable Tensor mask, int sample, int start, int end) {
    return mask == null ? probabilities : probabilities.mul(block(mask, sample, start, end));
  }

  /// The part of a (samples · heads, length, length) mask for one block of one sample.
  private Tensor block(Tensor mask, int sample, int start, int end) {
    return mask.narrow(0, (long) sample * bias.heads(), bias.heads())
        .narrow(1, start, end - start)
        .narrow(2, 0, end);
  }
}
