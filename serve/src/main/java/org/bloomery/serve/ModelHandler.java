package org.bloomery.serve;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.webserver.http.ServerRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bloomery.tokenize.encode.Specials;

/// What the server says about its model, and the tokenizer over HTTP (the paths and fields that
/// lm-evaluation-harness's remote tokenizer and vLLM use).
final class ModelHandler {
  private final ServedModel served;

  ModelHandler(ServedModel served) {
    this.served = served;
  }

  Map<String, Object> health() {
    return Map.of("status", "ok");
  }

  Map<String, Object> list() {
    Map<String, Object> list = new LinkedHashMap<>();
    list.put("object", "list");
    list.put("data", List.of(card()));
    return list;
  }

  Map<String, Object> one(ServerRequest request) {
    String id = request.path().pathParameters().get("id");
    if (!id.equals(served.id())) {
      throw new RequestRefused(
          404, "invalid_request_error", "model", "The model '" + id + "' is not here.");
    }
    return card();
  }

  private Map<String, Object> card() {
    Map<String, Object> card = new LinkedHashMap<>();
    card.put("id", served.id());
    card.put("object", "model");
    card.put("created", served.created());
    card.put("owned_by", "bloomery");
    card.put("max_model_len", served.config().sequenceLength());
    card.put("parameters", served.config().parameters());
    card.put("fingerprint", served.fingerprint());
    return card;
  }

  Map<String, Object> tokenizerInfo() {
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("tokenizer_class", "PreTrainedTokenizerFast");
    info.put("bos_token", served.text(served.config().bosTokenId()));
    info.put("eos_token", served.text(served.config().eosTokenId()));
    info.put("pad_token", served.text(served.config().padTokenId()));
    info.put("model_max_length", served.config().sequenceLength());
    info.put("vocab_size", served.tokenizer().size());
    return info;
  }

  /// No token is added before or behind, whatever `add_special_tokens` says: BLOOM has none.
  Map<String, Object> tokenize(JsonNode body) {
    JsonNode prompt = body.path("prompt");
    if (!prompt.isTextual()) {
      throw RequestRefused.invalid("prompt", "prompt is a text.");
    }
    boolean plain = body.path("specials_as_text").asBoolean(false);
    int[] ids =
        served
            .tokenizer()
            .encode(prompt.textValue(), plain ? Specials.AS_TEXT : Specials.RECOGNISED);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("tokens", ids);
    answer.put("count", ids.length);
    answer.put("max_model_len", served.config().sequenceLength());
    return answer;
  }

  Map<String, Object> detokenize(JsonNode body) {
    JsonNode tokens = body.path("tokens");
    if (!tokens.isArray()) {
      throw RequestRefused.invalid("tokens", "tokens is a list of token ids.");
    }
    int[] ids = new int[tokens.size()];
    for (int i = 0; i < ids.length; i++) {
      JsonNode id = tokens.get(i);
      if (!id.isInt() || id.intValue() < 0 || id.intValue() >= served.config().vocabularySize()) {
        throw RequestRefused.invalid("tokens", "tokens has " + id + ", which is no token id here.");
      }
      ids[i] = id.intValue();
    }
    return Map.of("prompt", served.text(ids));
  }
}
