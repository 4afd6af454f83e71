package org.bloomery.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.bloomery.model.infer.Continuation;
import org.bloomery.model.infer.Distribution;
import org.bloomery.model.infer.Sampler;
import org.bloomery.tokenize.encode.StreamingDecoder;
import org.jspecify.annotations.Nullable;

/// Makes one completion of one prompt, piece by piece. Characters appear when all their bytes are
/// there, and text that may belong to a stop text when it is clear that it does not.
final class SampleRun {
  private final ServedModel served;
  private final CompletionRequest request;
  private final Continuation continuation;
  private final Sampler sampler;
  private final StreamingDecoder decoder;
  private final StopStrings stops;
  private final List<TokenScore> pending = new ArrayList<>();
  private int generated;
  private double logProbSum;

  /// @param sample which of the completions of its prompt
  SampleRun(ServedModel served, CompletionRequest request, Continuation continuation, int sample) {
    this.served = served;
    this.request = request;
    this.continuation = continuation;
    this.sampler = new Sampler(request.sampling(), sample, served.tokenizer().size());
    this.decoder = served.tokenizer().streamingDecoder();
    this.stops = new StopStrings(request.stops());
  }

  /// Runs to the end, or until `cancelled`.
  void run(Consumer<Piece> sink, BooleanSupplier cancelled) {
    while (!cancelled.getAsBoolean()) {
      String reason = step(sink);
      if (reason != null) {
        return;
      }
    }
  }

  private @Nullable String step(Consumer<Piece> sink) {
    if (generated >= request.maxTokens()) {
      return finish(sink, stops.add(decoder.end()) + stops.end(), "length");
    }
    float[] logits = continuation.logits();
    int id = sampler.choose(served.onlyRealTokens(logits));
    record(id, logits);
    generated++;
    if (id == served.config().eosTokenId() && !request.ignoreEnd()) {
      return finish(sink, stops.add(decoder.end()) + stops.end(), "stop");
    }
    String text = stops.add(decoder.add(id));
    if (stops.stopped()) {
      return finish(sink, text, "stop");
    }
    if (generated < request.maxTokens() && continuation.isFull()) {
      return finish(sink, text + stops.add(decoder.end()) + stops.end(), "length");
    }
    if (!text.isEmpty()) {
      sink.accept(new Piece(text, pending, null));
      pending.clear();
    }
    if (generated < request.maxTokens()) {
      continuation.append(id);
    }
    return null;
  }

  private String finish(Consumer<Piece> sink, String text, String reason) {
    sink.accept(new Piece(text, pending, reason));
    pending.clear();
    return reason;
  }

  private void record(int id, float[] logits) {
    Integer top = request.logProbs();
    if (top == null && request.candidates() == request.samples()) {
      pending.add(new TokenScore(id, Double.NaN, new int[0], new double[0]));
      return;
    }
    Distribution distribution = new Distribution(logits);
    int[] topIds = distribution.top(top == null ? 0 : top);
    double[] topLogProbs = new double[topIds.length];
    for (int i = 0; i < topIds.length; i++) {
      topLogProbs[i] = distribution.logProb(topIds[i]);
    }
    double logProb = distribution.logProb(id);
    logProbSum += logProb;
    pending.add(new TokenScore(id, logProb, topIds, topLogProbs));
  }

  /// Tokens made so far, an end-of-text token included.
  int generated() {
    return generated;
  }

  /// What `best_of` compares.
  double meanLogProb() {
    return logProbSum / Math.max(1, generated);
  }
}
