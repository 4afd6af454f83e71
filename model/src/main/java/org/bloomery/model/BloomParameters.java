package org.bloomery.model;

import java.util.ArrayList;
import java.util.List;

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
    double outputStd = std / Math.sqrt(2.0 * shape.layers());
    List<Block> blocks = new ArrayList<>();
    for (int layer = 0; layer < shape.layers(); layer++) {
      String at = "transformer.h." + layer + ".";
      String attention = at + "self_attention.";
      blocks.add(
          new Block(
              norm(at + "input_layernorm", h),
              linear(attention + "query_key_value", 3 * h, h, Sharding.OUTPUT, std),
              linear(attention + "dense", h, h, Sharding.INPUT, outputStd),
              norm(at + "post_attention_layernorm", h),
              linear(at + "mlp.dense_h_to_4h", 4 * h, h, Sharding.OUTPUT, std),
              linear(at + "mlp.dense_4h_to_h", h, 4 * h, Sharding.INPUT, outputStd)));
    }
    return new BloomParameters(
        new Parameter(
            "transformer.word_embeddings.weight",
            List.of((long) shape.vocabulary(), h),
            Sharding.VOCABULARY,
            true,
            true,
            new Initial.Normal(std)),
        norm("transformer.word_embeddings_layernorm", h),
        List.copyOf(blocks),
        norm("transformer.ln_f", h));
  }

  /// Every parameter once, in the order of Hugging Face's state dict.
  public List<Parameter> all() {
    List<Parameter> all = new ArrayList<>();
    all.add(tokens);
    add(all, embeddingNorm);
    for (Block block : blocks) {
      add(all, block.inputNorm);
      add(all, block.queryKeyValue);
      add(all, block.dense);
      add(all, block.attentionNorm);
      add(all, block.up);
      add(all, block.down);
    }
    add(all, finalNorm);
    return List.copyOf(all);
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
        vector(name + ".weight", size, Sharding.REPLICATED, 1),
        vector(name + ".bias", size, Sharding.REPLICATED, 0));
  }

  private static Linear linear(
      String name, long output, long input, Sharding sharding, double std) {
    Sharding biasSharding = sharding == Sharding.OUTPUT ? Sharding.OUTPUT : Sharding.REPLICATED;
    return new Linear(
        new Parameter(
            name + ".weight",
            List.of(output, input),
            sharding,
            true,
            false,
            new Initial.Normal(std)),
        vector(name + ".bias", output, biasSharding, 0));
  }

  private static Parameter vector(String name, long size, Sharding sharding, double value) {
    return new Parameter(name, List.of(size), sharding, false, false, new Initial.Constant(value));
  }
}
