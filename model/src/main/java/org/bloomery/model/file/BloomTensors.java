package org.bloomery.model.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The tensors of a BLOOM model by their Hugging Face names, with their shapes.
///
/// Names follow transformers' `modeling_bloom.py` (`BloomForCausalLM`). A linear layer is stored as
/// `[out, in]`. The head is tied to the embeddings and is not stored.
public final class BloomTensors {
  /// Prefix that `BloomForCausalLM` puts before the names of `BloomModel`.
  public static final String PREFIX = "transformer.";

  private BloomTensors() {}

  /// Name (with the prefix) → shape of every stored tensor.
  public static Map<String, List<Long>> shapes(BloomConfig config) {
    long h = config.hiddenSize();
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    shapes.put(PREFIX + "word_embeddings.weight", List.of((long) config.vocabularySize(), h));
    norm(shapes, PREFIX + "word_embeddings_layernorm", h);
    for (int i = 0; i < config.layers(); i++) {
      String layer = layer(i);
      norm(shapes, layer + "input_layernorm", h);
      linear(shapes, layer + "self_attention.query_key_value", 3 * h, h);
      linear(shapes, layer + "self_attention.dense", h, h);
      norm(shapes, layer + "post_attention_layernorm", h);
      linear(shapes, layer + "mlp.dense_h_to_4h", 4 * h, h);
      linear(shapes, layer + "mlp.dense_4h_to_h", h, 4 * h);
    }
    norm(shapes, PREFIX + "ln_f", h);
    return shapes;
  }

  /// `transformer.h.<index>.`
  public static String layer(int index) {
    return PREFIX + "h." + index + ".";
  }

  private static void norm(Map<String, List<Long>> shapes, String name, long size) {
    shapes.put(name + ".weight", List.of(size));
    shapes.put(name + ".bias", List.of(size));
  }

  private static void linear(Map<String, List<Long>> shapes, String name, long out, long in) {
    shapes.put(name + ".weight", List.of(out, in));
    shapes.put(name + ".bias", List.of(out));
  }
}
