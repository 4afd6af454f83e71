package org.bloomery.serve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bloomery.tokenize.encode.StreamingDecoder;
import org.jspecify.annotations.Nullable;

/// The `logprobs` object of one choice, also in parts: offsets run on from part to part.
final class LogProbsJson {
  /// JSON has no infinity; vLLM writes this.
  private static final double IMPOSSIBLE = -9999.0;

  private final ServedModel served;
  private final StreamingDecoder decoder;
  private int offset;

  LogProbsJson(ServedModel served) {
    this.served = served;
    this.decoder = served.tokenizer().streamingDecoder();
  }

  /// The object for the next `tokens`, of which each reports at most `top` likeliest ones and
  /// itself.
  Map<String, Object> next(List<TokenScore> tokens, int top) {
    List<String> texts = new ArrayList<>();
    List<@Nullable Double> logProbs = new ArrayList<>();
    List<@Nullable Map<String, Double>> likeliest = new ArrayList<>();
    List<Integer> offsets = new ArrayList<>();
    for (TokenScore token : tokens) {
      texts.add(served.text(token.id()));
      boolean first = Double.isNaN(token.logProb());
      logProbs.add(first ? null : finite(token.logProb()));
      likeliest.add(first ? null : likeliest(token, top));
      offsets.add(offset);
      if (token.id() < served.tokenizer().size()) {
        String whole = decoder.add(token.id());
        offset += whole.codePointCount(0, whole.length());
      }
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("tokens", texts);
    json.put("token_logprobs", logProbs);
    json.put("top_logprobs", likeliest);
    json.put("text_offset", offsets);
    return json;
  }

  /// Two ids may have one text (U+FFFD for parts of characters): the likelier one stays.
  private Map<String, Double> likeliest(TokenScore token, int top) {
    Map<String, Double> map = new LinkedHashMap<>();
    for (int i = 0; i < Math.min(top, token.topIds().length); i++) {
      map.merge(served.text(token.topIds()[i]), finite(token.topLogProbs()[i]), Math::max);
    }
    map.merge(served.text(token.id()), finite(token.logProb()), Math::max);
    return map;
  }

  private static double finite(double logProb) {
    return Double.isInfinite(logProb) ? IMPOSSIBLE : logProb;
  }
}
