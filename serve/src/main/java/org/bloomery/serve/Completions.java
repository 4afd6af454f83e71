package org.bloomery.serve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.bloomery.model.infer.Continuation;
import org.bloomery.model.infer.ScoreRequest;
import org.bloomery.model.infer.SequenceScores;
import org.bloomery.serve.CompletionRequest.Prompt;

/// Answers completion requests with a model; knows neither HTTP nor JSON.
final class Completions {
  /// Prompts whose caches are held at the same time.
  private static final int PROMPTS_AT_ONCE = 32;

  private final ServedModel served;

  Completions(ServedModel served) {
    this.served = served;
  }

  /// Receives the parts of answers as they are made.
  interface Sink {
    /// Takes a part of the completion `index`, which is prompt × samples + sample.
    void accept(int index, Piece piece);
  }

  /// The completions of all prompts, `samples` for each, in order, without what `echo` puts before
  /// them; the number of all tokens made is in `generated`.
  record Answer(List<Piece> pieces, int generated) {}

  /// Makes all completions.
  Answer complete(CompletionRequest request, List<List<TokenScore>> echoed) {
    if (echoed.isEmpty() || !onlyScores(request)) {
      return generate(request);
    }
    List<Piece> pieces = new ArrayList<>();
    for (List<TokenScore> scores : echoed) {
      pieces.add(nextOf(scores.getLast(), request));
    }
    return new Answer(pieces, request.maxTokens() * pieces.size());
  }

  /// The scores of all prompts; for a request that needs only these, each list has the token that
  /// comes next as well. Empty when no scores are asked for.
  List<List<TokenScore>> promptScores(CompletionRequest request) {
    Integer top = request.logProbs();
    if (!request.echo() || top == null) {
      return List.of();
    }
    boolean withNext = onlyScores(request);
    List<ScoreRequest> wanted = new ArrayList<>();
    for (Prompt prompt : request.prompts()) {
      wanted.add(ScoreRequest.all(prompt.ids(), withNext ? Math.max(1, top) : top));
    }
    List<List<TokenScore>> all = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      // One call a prompt would do; one for all of them keeps every core busy.
      if (i % PROMPTS_AT_ONCE == 0) {
        int end = Math.min(wanted.size(), i + PROMPTS_AT_ONCE);
        List<SequenceScores> scored = served.scorer().score(wanted.subList(i, end));
        for (int k = 0; k < scored.size(); k++) {
          all.add(tokens(request.prompts().get(i + k).ids(), scored.get(k), withNext));
        }
      }
    }
    return all;
  }

  /// Harnesses ask for the log-probabilities of a prompt and one greedy token: the pass that scores
  /// the prompt knows that token already.
  private static boolean onlyScores(CompletionRequest request) {
    return request.echo()
        && request.logProbs() != null
        && request.maxTokens() == 1
        && request.sampling().temperature() == 0
        && request.sampling().logitBias().isEmpty()
        && request.candidates() == 1;
  }

  private static List<TokenScore> tokens(int[] ids, SequenceScores scores, boolean withNext) {
    List<TokenScore> tokens = new ArrayList<>();
    for (int i = 0; i < ids.length; i++) {
      tokens.add(
          new TokenScore(ids[i], scores.logProb(i), scores.topIds(i), scores.topLogProbs(i)));
    }
    if (withNext) {
      int[] next = scores.topIds(ids.length);
      double[] logProbs = scores.topLogProbs(ids.length);
      tokens.add(new TokenScore(next[0], logProbs[0], next, logProbs));
    }
    return tokens;
  }

  private Piece nextOf(TokenScore next, CompletionRequest request) {
    if (next.id() == served.config().eosTokenId() && !request.ignoreEnd()) {
      return new Piece("", List.of(next), "stop");
    }
    StopStrings stops = new StopStrings(request.stops());
    String text = stops.add(served.text(next.id()));
    boolean stopped = stops.stopped();
    return new Piece(text + stops.end(), List.of(next), stopped ? "stop" : "length");
  }

  private Answer generate(CompletionRequest request) {
    List<Piece> pieces = new ArrayList<>();
    int generated = 0;
    for (int from = 0; from < request.prompts().size(); from += PROMPTS_AT_ONCE) {
      int to = Math.min(request.prompts().size(), from + PROMPTS_AT_ONCE);
      List<Completion> made = together(request, request.prompts().subList(from, to));
      generated += made.stream().mapToInt(Completion::generated).sum();
      for (int prompt = 0; prompt < to - from; prompt++) {
        int first = prompt * request.candidates();
        made.subList(first, first + request.candidates()).stream()
            .sorted(best(request))
            .limit(request.samples())
            .forEach(completion -> pieces.add(completion.piece()));
      }
    }
    return new Answer(pieces, generated);
  }

  /// Best first where `best_of` asks for a choice; as they came otherwise (the sort is stable).
  private static Comparator<Completion> best(CompletionRequest request) {
    boolean choose = request.candidates() > request.samples();
    return Comparator.comparingDouble(completion -> choose ? -completion.meanLogProb() : 0);
  }

  private List<Completion> together(CompletionRequest request, List<Prompt> prompts) {
    List<Continuation> starts = served.decoder().start(prompts.stream().map(Prompt::ids).toList());
    try {
      return IntStream.range(0, prompts.size() * request.candidates())
          .parallel()
          .mapToObj(job -> {
            Completion completion = new Completion();
            int candidate = job % request.candidates();
            try (Continuation own = starts.get(job / request.candidates()).fork()) {
              SampleRun run = new SampleRun(served, request, own, candidate);
              run.run(completion::add, () -> false);
              completion.meanLogProb(run.meanLogProb());
            }
            return completion;
          })
          .toList();
    } finally {
      starts.forEach(Continuation::close);
    }
  }

  /// Makes the completions one after the other and hands out every piece at once.
  ///
  /// @return the number of tokens made
  int stream(CompletionRequest request, Sink sink, BooleanSupplier cancelled) {
    int generated = 0;
    for (int prompt = 0; prompt < request.prompts().size(); prompt++) {
      try (Continuation start = served.decoder().start(request.prompts().get(prompt).ids())) {
        for (int sample = 0; sample < request.samples() && !cancelled.getAsBoolean(); sample++) {
          int index = prompt * request.samples() + sample;
          try (Continuation own = start.fork()) {
            SampleRun run = new SampleRun(served, request, own, sample);
            run.run(piece -> sink.accept(index, piece), cancelled);
            generated += run.generated();
          }
        }
      }
    }
    return generated;
  }
}
