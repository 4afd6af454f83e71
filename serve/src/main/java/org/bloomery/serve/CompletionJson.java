package org.bloomery.serve;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bloomery.serve.CompletionRequest.Prompt;
import org.jspecify.annotations.Nullable;

/// Answers as the OpenAI API writes them.
final class CompletionJson {
  private final ServedModel served;
  private final CompletionRequest request;
  private final String id;
  private final long created;

  /// @param id of the answer, the same in all its parts
  /// @param created seconds since 1970
  CompletionJson(ServedModel served, CompletionRequest request, String id, long created) {
    this.served = served;
    this.request = request;
    this.id = id;
    this.created = created;
  }

  /// The whole answer.
  Map<String, Object> whole(Completions.Answer answer, List<List<TokenScore>> echoed) {
    List<Map<String, Object>> choices = new ArrayList<>();
    for (int index = 0; index < answer.pieces().size(); index++) {
      int prompt = index / request.samples();
      Piece piece = answer.pieces().get(index);
      String before = request.echo() ? request.prompts().get(prompt).text() : "";
      List<TokenScore> tokens = new ArrayList<>();
      if (!echoed.isEmpty()) {
        int length = request.prompts().get(prompt).ids().length;
        tokens.addAll(echoed.get(prompt).subList(0, length));
      }
      tokens.addAll(withoutStopText(piece));
      choices.add(
          choice(
              index,
              before + piece.text(),
              tokens,
              piece.finishReason(),
              new LogProbsJson(served)));
    }
    Map<String, Object> json = envelope(choices);
    json.put("usage", usage(answer.generated()));
    return json;
  }

  /// Tokens that lie wholly in the text that was cut off do not belong to the answer. The token
  /// that ends a text does, though it has no text.
  private List<TokenScore> withoutStopText(Piece piece) {
    int end = served.config().eosTokenId();
    if (!"stop".equals(piece.finishReason()) || request.stops().isEmpty()) {
      return piece.tokens();
    }
    List<TokenScore> kept = new ArrayList<>();
    int bytes = 0;
    int wanted = piece.text().getBytes(StandardCharsets.UTF_8).length;
    for (TokenScore token : piece.tokens()) {
      if (bytes < wanted || token.id() == end) {
        kept.add(token);
      }
      if (token.id() < served.tokenizer().size()) {
        bytes += served.tokenizer().bytes(token.id()).length;
      }
    }
    return kept;
  }

  /// One part of a streamed answer. Each choice has a `logProbs` of its own, from part to part.
  Map<String, Object> part(int index, Piece piece, LogProbsJson logProbs) {
    return envelope(
        List.of(choice(index, piece.text(), piece.tokens(), piece.finishReason(), logProbs)));
  }

  /// The part that tells the usage, without a choice.
  Map<String, Object> usagePart(int generated) {
    Map<String, Object> json = envelope(List.of());
    json.put("usage", usage(generated));
    return json;
  }

  private Map<String, Object> choice(
      int index,
      String text,
      List<TokenScore> tokens,
      @Nullable String finishReason,
      LogProbsJson logProbs) {
    Integer top = request.logProbs();
    Map<String, Object> choice = new LinkedHashMap<>();
    choice.put("index", index);
    choice.put("text", text);
    putNullable(choice, "logprobs", top == null ? null : logProbs.next(tokens, top));
    putNullable(choice, "finish_reason", finishReason);
    return choice;
  }

  @SuppressWarnings(
      "NullAway") // The API wants explicit nulls, which a Map<String, Object> can hold.
  private static void putNullable(Map<String, Object> map, String key, @Nullable Object value) {
    map.put(key, value);
  }

  private Map<String, Object> envelope(List<Map<String, Object>> choices) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("object", "text_completion");
    json.put("created", created);
    json.put("model", served.id());
    json.put("system_fingerprint", served.fingerprint());
    json.put("choices", choices);
    return json;
  }

  private Map<String, Object> usage(int generated) {
    int prompt = 0;
    for (Prompt part : request.prompts()) {
      prompt += part.ids().length;
    }
    Map<String, Object> usage = new LinkedHashMap<>();
    usage.put("prompt_tokens", prompt);
    usage.put("completion_tokens", generated);
    usage.put("total_tokens", prompt + generated);
    usage.put("prompt_tokens_details", Map.of("cached_tokens", 0));
    return usage;
  }
}
