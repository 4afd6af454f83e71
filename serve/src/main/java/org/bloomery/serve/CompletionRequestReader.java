package org.bloomery.serve;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bloomery.model.infer.Sampling;
import org.bloomery.serve.CompletionRequest.Prompt;
import org.jspecify.annotations.Nullable;

/// Reads and checks the body of `POST /v1/completions` (OpenAI API reference, "Create completion",
/// with vLLM's `top_k` and `ignore_eos`).
///
/// Fields that nobody here knows are ignored, as other servers do. Fields that would change the
/// answer and are not there are refused.
final class CompletionRequestReader {
  private static final int MOST_LOG_PROBS = 1000;
  private static final int MOST_SAMPLES = 128;
  private static final int MOST_PROMPTS = 4096;

  private final ServedModel served;
  private final JsonNode json;

  private CompletionRequestReader(ServedModel served, JsonNode json) {
    this.served = served;
    this.json = json;
  }

  /// @param freshSeed decides the draws of a request that names no seed
  static CompletionRequest read(ServedModel served, JsonNode json, long freshSeed) {
    return new CompletionRequestReader(served, json).read(freshSeed);
  }

  private CompletionRequest read(long freshSeed) {
    checkModel();
    refuseUnsupported();
    int samples = (int) integer("n", 1, 1, MOST_SAMPLES);
    int candidates = (int) integer("best_of", samples, samples, MOST_SAMPLES);
    boolean stream = flag("stream");
    if (stream && candidates > samples) {
      throw RequestRefused.invalid(
          "best_of", "best_of cannot be streamed, since the best is known only at the end.");
    }
    int maxTokens = (int) integer("max_tokens", 16, 0, Integer.MAX_VALUE);
    boolean echo = flag("echo");
    if (maxTokens == 0 && !echo) {
      throw RequestRefused.invalid("max_tokens", "max_tokens is 0, which needs echo.");
    }
    return new CompletionRequest(
        prompts(maxTokens),
        maxTokens,
        sampling(freshSeed),
        samples,
        candidates,
        stops(),
        given("logprobs") == null ? null : (int) integer("logprobs", 0, 0, MOST_LOG_PROBS),
        echo,
        stream,
        json.path("stream_options").path("include_usage").asBoolean(false),
        flag("ignore_eos"));
  }

  private void checkModel() {
    JsonNode model = given("model");
    if (model != null && !model.asText().isEmpty() && !model.asText().equals(served.id())) {
      throw new RequestRefused(
          404,
          "invalid_request_error",
          "model",
          "The model '" + model.asText() + "' is not here; this server has '" + served.id() + "'.");
    }
  }

  private void refuseUnsupported() {
    JsonNode suffix = given("suffix");
    if (suffix != null && !suffix.asText().isEmpty()) {
      throw RequestRefused.invalid(
          "suffix", "suffix is not supported: this model writes from left to right only.");
    }
    refuseUnless("repetition_penalty", 1);
    refuseUnless("min_p", 0);
    refuseUnless("min_tokens", 0);
    for (String name : List.of("allowed_token_ids", "bad_words", "stop_token_ids", "grammar")) {
      if (given(name) != null) {
        throw RequestRefused.invalid(name, name + " is not supported.");
      }
    }
  }

  private void refuseUnless(String name, double neutral) {
    JsonNode value = given(name);
    if (value != null && value.asDouble(Double.NaN) != neutral) {
      throw RequestRefused.invalid(name, name + " is not supported.");
    }
  }

  private Sampling sampling(long freshSeed) {
    Map<Integer, Double> bias = new HashMap<>();
    JsonNode given = given("logit_bias");
    if (given != null) {
      for (Map.Entry<String, JsonNode> entry : given.properties()) {
        bias.put(biasedId(entry.getKey()), bias(entry.getValue()));
      }
    }
    return new Sampling(
        number("temperature", 1, 0, 100),
        number("top_p", 1, Double.MIN_VALUE, 1),
        (int) Math.max(0, integer("top_k", 0, -1, Integer.MAX_VALUE)),
        given("seed") == null ? freshSeed : integer("seed", 0, Long.MIN_VALUE, Long.MAX_VALUE),
        bias,
        number("presence_penalty", 0, -2, 2),
        number("frequency_penalty", 0, -2, 2));
  }

  private int biasedId(String key) {
    try {
      int id = Integer.parseInt(key);
      if (id >= 0 && id < served.config().vocabularySize()) {
        return id;
      }
    } catch (NumberFormatException e) {
      throw RequestRefused.invalid("logit_bias", "logit_bias has '" + key + "', not a token id.");
    }
    throw RequestRefused.invalid("logit_bias", "logit_bias has the unknown token id " + key + ".");
  }

  private static double bias(JsonNode value) {
    if (!value.isNumber() || Math.abs(value.doubleValue()) > 100) {
      throw RequestRefused.invalid(
          "logit_bias", "logit_bias has " + value + "; biases lie between -100 and 100.");
    }
    return value.doubleValue();
  }

  private List<String> stops() {
    List<String> stops = new ArrayList<>();
    JsonNode given = given("stop");
    if (given != null) {
      for (JsonNode stop : given.isArray() ? given : List.of(given)) {
        if (!stop.isTextual()) {
          throw RequestRefused.invalid("stop", "stop is a text or a list of texts.");
        }
        if (!stop.textValue().isEmpty()) {
          stops.add(stop.textValue());
        }
      }
    }
    return stops;
  }

  private List<Prompt> prompts(int maxTokens) {
    JsonNode prompt = given("prompt");
    List<Prompt> prompts = new ArrayList<>();
    if (prompt == null) {
      prompts.add(text(""));
    } else if (prompt.isTextual()) {
      prompts.add(text(prompt.textValue()));
    } else if (prompt.isArray() && !prompt.isEmpty() && prompt.get(0).isNumber()) {
      prompts.add(ids(prompt));
    } else if (prompt.isArray() && !prompt.isEmpty()) {
      for (JsonNode part : prompt) {
        prompts.add(part.isTextual() ? text(part.textValue()) : ids(part));
      }
    } else {
      throw RequestRefused.invalid(
          "prompt", "prompt is a text, a list of texts, a list of token ids, or a list of these.");
    }
    if (prompts.size() > MOST_PROMPTS) {
      throw RequestRefused.invalid(
          "prompt",
          "%d prompts in one request, more than %d.".formatted(prompts.size(), MOST_PROMPTS));
    }
    prompts.forEach(checked -> checkLength(checked, maxTokens));
    return prompts;
  }

  /// An empty text continues the token that separates documents: it asks for the start of one.
  private Prompt text(String text) {
    int[] ids = served.tokenizer().encode(text);
    return new Prompt(ids.length == 0 ? new int[] {served.config().eosTokenId()} : ids, text);
  }

  private Prompt ids(JsonNode list) {
    if (!list.isArray() || list.isEmpty()) {
      throw RequestRefused.invalid("prompt", "a prompt of token ids is a list with at least one.");
    }
    int[] ids = new int[list.size()];
    for (int i = 0; i < ids.length; i++) {
      JsonNode id = list.get(i);
      if (!id.isInt() || id.intValue() < 0 || id.intValue() >= served.config().vocabularySize()) {
        throw RequestRefused.invalid(
            "prompt",
            "prompt has %s, which is not a token id of this model (0 to %d)."
                .formatted(id, served.config().vocabularySize() - 1));
      }
      ids[i] = id.intValue();
    }
    return new Prompt(ids, served.text(ids));
  }

  private void checkLength(Prompt prompt, int maxTokens) {
    int context = served.config().sequenceLength();
    if (prompt.ids().length + Math.min(maxTokens, 1) > context) {
      throw RequestRefused.invalid(
          "prompt",
          "This model's maximum context length is %d tokens; the prompt has %d and leaves no room for a completion."
              .formatted(context, prompt.ids().length));
    }
  }

  private boolean flag(String name) {
    JsonNode node = given(name);
    if (node != null && !node.isBoolean()) {
      throw RequestRefused.invalid(name, name + " is true or false, not " + node + ".");
    }
    return node != null && node.booleanValue();
  }

  private double number(String name, double otherwise, double least, double most) {
    JsonNode node = given(name);
    if (node == null) {
      return otherwise;
    }
    if (!node.isNumber() || node.doubleValue() < least || node.doubleValue() > most) {
      throw RequestRefused.invalid(
          name,
          "%s is a number between %s and %s, not %s."
              .formatted(name, least == Double.MIN_VALUE ? "0 (excluded)" : least, most, node));
    }
    return node.doubleValue();
  }

  private long integer(String name, long otherwise, long least, long most) {
    JsonNode node = given(name);
    if (node == null) {
      return otherwise;
    }
    if (!node.isIntegralNumber()
        || !node.canConvertToLong()
        || node.longValue() < least
        || node.longValue() > most) {
      throw RequestRefused.invalid(
          name,
          "%s is a whole number between %d and %d, not %s.".formatted(name, least, most, node));
    }
    return node.longValue();
  }

  private @Nullable JsonNode given(String name) {
    JsonNode node = json.path(name);
    return node.isMissingNode() || node.isNull() ? null : node;
  }
}
