package org.bloomery.model.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bloomery.artifact.ArtifactException;

/// Reads and writes `config.json` of a Hugging Face BLOOM folder.
///
/// Keys and their older aliases are those of transformers' `BloomConfig`
/// (`models/bloom/configuration_bloom.py`, `attribute_map`).
final class BloomConfigJson {
  /// Context of the published BLOOM models, whose `config.json` mostly names it `seq_length`.
  private static final int BLOOM_SEQUENCE_LENGTH = 2048;

  private final Path file;
  private final JsonNode json;
  private final List<String> problems = new ArrayList<>();

  private BloomConfigJson(Path file, JsonNode json) {
    this.file = file;
    this.json = json;
  }

  static BloomConfig read(Path file, JsonNode json) {
    return new BloomConfigJson(file, json).read();
  }

  private BloomConfig read() {
    String kind = json.path("model_type").asText("");
    if (!kind.equals("bloom")) {
      problems.add("model_type is '" + kind + "' where only 'bloom' is known");
    }
    refuse("apply_residual_connection_post_layernorm", true);
    refuse("tie_word_embeddings", false);
    if (json.path("quantization_config").isObject()) {
      problems.add("the weights are quantised (quantization_config)");
    }
    int vocabulary = size("vocab_size");
    int hidden = size("hidden_size", "n_embed", "n_embd");
    int layers = size("n_layer", "num_hidden_layers");
    int heads = size("n_head", "num_attention_heads");
    if (hidden > 0 && heads > 0 && hidden % heads != 0) {
      problems.add("hidden_size " + hidden + " is not a multiple of n_head " + heads);
    }
    ElementType stored = storedType();
    if (!problems.isEmpty()) {
      throw new ArtifactException(
          file
              + " does not describe a model that can be loaded: "
              + String.join("; ", problems)
              + ".");
    }
    return new BloomConfig(
        vocabulary,
        hidden,
        layers,
        heads,
        json.path("layer_norm_epsilon").asDouble(1e-5),
        json.path("bos_token_id").asInt(1),
        json.path("eos_token_id").asInt(2),
        json.path("pad_token_id").asInt(3),
        json.path("seq_length").asInt(BLOOM_SEQUENCE_LENGTH),
        stored);
  }

  private void refuse(String key, boolean value) {
    if (json.path(key).isBoolean() && json.path(key).booleanValue() == value) {
      problems.add(key + " = " + value + " is not supported");
    }
  }

  private int size(String... names) {
    for (String name : names) {
      JsonNode node = json.path(name);
      if (node.isInt() && node.intValue() > 0) {
        return node.intValue();
      }
      if (!node.isMissingNode() && !node.isNull()) {
        problems.add(name + " = " + node + " is not a positive whole number");
        return 0;
      }
    }
    problems.add(names[0] + " is missing");
    return 0;
  }

  private ElementType storedType() {
    String text = json.path("dtype").asText(json.path("torch_dtype").asText("float32"));
    Optional<ElementType> type = typeNamed(text);
    if (type.isEmpty()) {
      problems.add("dtype '" + text + "' is not one of float32, float16, bfloat16, float64");
    }
    return type.orElse(ElementType.F32);
  }

  private static Optional<ElementType> typeNamed(String text) {
    return switch (text.toLowerCase(Locale.ROOT).replace("torch.", "")) {
      case "float32" -> Optional.of(ElementType.F32);
      case "float16" -> Optional.of(ElementType.F16);
      case "bfloat16" -> Optional.of(ElementType.BF16);
      case "float64" -> Optional.of(ElementType.F64);
      default -> Optional.empty();
    };
  }

  static String nameOf(ElementType type) {
    return switch (type) {
      case F32 -> "float32";
      case F16 -> "float16";
      case BF16 -> "bfloat16";
      case F64 -> "float64";
      default -> throw new IllegalArgumentException(type + " is no type for weights");
    };
  }

  /// The object to write. `torch_dtype` is there for transformers 4, `seq_length` for llama.cpp's
  /// converter, which would otherwise take the hidden size for the context.
  static Map<String, Object> object(BloomConfig config) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("architectures", List.of("BloomForCausalLM"));
    json.put("model_type", "bloom");
    json.put("vocab_size", config.vocabularySize());
    json.put("hidden_size", config.hiddenSize());
    json.put("n_layer", config.layers());
    json.put("n_head", config.heads());
    json.put("layer_norm_epsilon", config.layerNormEpsilon());
    json.put("initializer_range", 0.02);
    json.put("use_cache", true);
    json.put("bos_token_id", config.bosTokenId());
    json.put("eos_token_id", config.eosTokenId());
    json.put("pad_token_id", config.padTokenId());
    json.put("apply_residual_connection_post_layernorm", false);
    json.put("hidden_dropout", 0.0);
    json.put("attention_dropout", 0.0);
    json.put("pretraining_tp", 1);
    json.put("slow_but_exact", false);
    json.put("tie_word_embeddings", true);
    json.put("seq_length", config.sequenceLength());
    json.put("dtype", nameOf(config.storedType()));
    json.put("torch_dtype", nameOf(config.storedType()));
    return json;
  }

  static Map<String, Object> generationObject(BloomConfig config) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("bos_token_id", config.bosTokenId());
    json.put("eos_token_id", config.eosTokenId());
    json.put("pad_token_id", config.padTokenId());
    json.put("use_cache", true);
    return json;
  }
}
