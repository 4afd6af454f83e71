package org.bloomery.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// The parameters of a BLOOM model, by place.
///
/// @param tokens the embedding, tied to the head (vocabulary, hidden)
/// @param blocks one for each layer
public record BloomParameters(
    Parameter tokens, Norm embeddingNorm, List<Block> blocks, Norm finalNorm) {

  /// A layer norm (hidden).
  public record Norm(Parameter weight, Parameter bias) {}

  /// A linear map: weight (output, input) and bias (output).
  public record Linear(Parameter weight, Parameter bias) {}

  /// One layer.
  ///
  /// @param queryKeyValue fused, rows ordered (head, {q, k, v}, head size)
  public record Block(
      Norm inputNorm,
      Linear queryKeyValue,
      Linear dense,
      Norm attentionNorm,
      Linear up,
      Linear down) {}

  /// The parameters of `shape`. Matrices start from N(0, std²); the two output projections of each
  /// block from std / √(2·layers), so that the residual stream keeps its size with depth (Radford
  /// et al., GPT-2, section 2.3; Megatron-LM's scaled initialisation).
  public static BloomParameters of(BloomShape shape, double std) {
    long h = shape.hidden();
    long head = shape.headSize();
    double outputStd = std / Math.sqrt(2.0 * shape.layers());
    List<Block> blocks = new ArrayList<>();
    for (int layer = 0; layer < shape.layers(); layer++) {
      String at = "transformer.h." + layer + ".";
      String attention = at + "self_attention.";
      blocks.add(
          new Block(
              norm(at + "input_layernorm", h),
              linear(attention + "query_key_value", 3 * h, h, Sharding.OUTPUT, 3 * head, std),
              linear(attention + "dense", h, h, Sharding.INPUT, head, outputStd),
              norm(at + "post_attention_layernorm", h),
              linear(at + "mlp.dense_h_to_4h", 4 * h, h, Sharding.OUTPUT, 1, std),
              linear(at + "mlp.dense_4h_to_h", h, 4 * h, Sharding.INPUT, 1, outputStd)));
    }
    return new BloomParameters(
        new Parameter(
            "transformer.word_embeddings.weight",
            List.of((long) shape.vocabulary(), h),
            Sharding.VOCABULARY,
            1,
            true,
            true,
            new Initial.Normal(std)),
        norm("transformer.word_embeddings_layernorm", h),
        List.copyOf(blocks),
        norm("transformer.ln_f", h));
  }

  /// Every parameter once, in the order of Hugging Face's state dict.
  public List<Parameter> all() {
    return of(List.of(ModelRange.whole(blocks.size())));
  }

  /// The parameters that these ranges of the model read, each once, in the same order. The head
  /// reads the tokens' embedding.
  public List<Parameter> of(List<ModelRange> ranges) {
    List<Parameter> all = new ArrayList<>();
    if (ranges.stream().anyMatch(r -> r.embeds() || r.predicts())) {
      all.add(tokens);
    }
    if (ranges.stream().anyMatch(ModelRange::embeds)) {
      add(all, embeddingNorm);
    }
    for (int layer = 0; layer < blocks.size(); layer++) {
      int number = layer;
      if (ranges.stream().noneMatch(r -> r.hasLayer(number))) {
        continue;
      }
      Block block = blocks.get(layer);
      add(all, block.inputNorm);
      add(all, block.queryKeyValue);
      add(all, block.dense);
      add(all, block.attentionNorm);
      add(all, block.up);
      add(all, block.down);
    }
    if (ranges.stream().anyMatch(ModelRange::predicts)) {
      add(all, finalNorm);
    }
    return List.copyOf(all);
  }

  /// The same places with other parameters, for example with a cut of each.
  public BloomParameters map(UnaryOperator<Parameter> change) {
    return new BloomParameters(
        change.apply(tokens),
        map(embeddingNorm, change),
        blocks.stream()
            .map(b ->
                new Block(
                    map(b.inputNorm, change),
                    map(b.queryKeyValue, change),
                    map(b.dense, change),
                    map(b.attentionNorm, change),
                    map(b.up, change),
                    map(b.down, change)))
            .toList(),
        map(finalNorm, change));
  }

  private static Norm map(Norm norm, UnaryOperator<Parameter> change) {
    return new Norm(change.apply(norm.weight), change.apply(norm.bias));
  }

  private static Linear map(Linear linear, UnaryOperator<Parameter> change) {
    return new Linear(change.apply(linear.weight), change.apply(linear.bias));
  }

  private static void add(List<Parameter> all, Norm norm) {
    all.add(norm.weight);
    all.add(norm.bias);
  }

  private static void add(List<Parameter> all, Linear linear) {
    all.add(linear.weight);
    all.add(linear.bias);
  }

  private static Norm norm(String name, long size) {
    return new Norm(
        vector(name + ".weight", size, Sharding.REPLICATED, 1, 1),
        vector(name + ".bias", size, Sharding.REPLICATED, 1, 0));
  }

  private static Linear linear(
      String name, long output, long input, Sharding sharding, long unit, double std) {
    Sharding biasSharding = sharding == Sharding.OUTPUT ? Sharding.OUTPUT : Sharding.REPLICATED;
    return new Linear(
        new Parameter(
            name + ".weight",
            List.of(output, input),
            sharding,
            unit,
            true,
            false,
            new Initial.Normal(std)),
        vector(name + ".bias", output, biasSharding, unit, 0));
  }

  private static Parameter vector(
      String name, long size, Sharding sharding, long unit, double value) {
    return new Parameter(
        name, List.of(size), sharding, unit, false, false, new Initial.Constant(value));
  }
}
