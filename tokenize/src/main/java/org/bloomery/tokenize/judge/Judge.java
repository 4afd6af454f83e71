package org.bloomery.tokenize.judge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.Progress;
import org.bloomery.tokenize.encode.Tokenizer;
import org.bloomery.tokenize.text.Workers;
import org.jspecify.annotations.Nullable;

/// Measures vocabularies on every language of a corpus. A language is one thread's work, so the
/// result does not depend on the number of threads.
final class Judge {
  private static final int EXAMPLES = 24;

  private final List<NamedTokenizer> named;
  private final List<Tokenizer> tokenizers;
  private final @Nullable ParallelText parallel;
  private final @Nullable References references;
  private final SortedMap<String, Verdict> verdicts = new ConcurrentSkipListMap<>();

  /// What came out for one language.
  private record Verdict(
      Judgement.Language language, List<Score> scores, List<LanguageMeters.Result> results) {}

  Judge(
      List<NamedTokenizer> named,
      @Nullable ParallelText parallel,
      @Nullable References references) {
    this.named = named;
    this.tokenizers = named.stream().map(NamedTokenizer::tokenizer).toList();
    this.parallel = parallel;
    this.references = references;
  }

  /// Measures all languages.
  ///
  /// @param corpus,parallelName as the person named them
  Judgement judge(
      String corpus,
      @Nullable String parallelName,
      SortedMap<String, LanguageText> languages,
      int threads,
      Console console)
      throws IOException {
    List<LanguageText> texts = List.copyOf(languages.values());
    AtomicInteger next = new AtomicInteger();
    try (Progress progress = console.progress("measure", texts.size(), "languages")) {
      Workers.run(
          Math.max(1, Math.min(threads, texts.size())),
          () -> {
            for (int i; (i = next.getAndIncrement()) < texts.size(); ) {
              judge(texts.get(i));
              progress.advance(1);
            }
            return 0;
          });
    }
    if (verdicts.isEmpty()) {
      throw new InputException(corpus + " has no text to measure on");
    }
    SortedMap<String, Judgement.Language> facts = new TreeMap<>();
    verdicts.forEach((language, verdict) -> facts.put(language, verdict.language()));
    List<Judgement.Vocabulary> vocabularies = new ArrayList<>();
    for (int t = 0; t < named.size(); t++) {
      vocabularies.add(vocabulary(t));
    }
    return new Judgement(
        corpus,
        parallelName,
        parallel == null ? null : parallel.pivot(),
        references == null ? null : references.vocabularySize(),
        facts,
        vocabularies);
  }

  private void judge(LanguageText text) throws IOException {
    List<LanguageMeters.Result> results = LanguageMeters.measure(text, tokenizers);
    Fertility first = results.getFirst().fertility();
    if (first.tokens() == 0) {
      return;
    }
    Judgement.@Nullable Reference reference =
        references == null ? null : references.of(text).orElse(null);
    List<Score> scores = new ArrayList<>();
    for (int t = 0; t < results.size(); t++) {
      scores.add(score(text.language(), t, results.get(t), reference));
    }
    int lines = parallel == null ? 0 : parallel.common(text.language()).size();
    verdicts.put(
        text.language(),
        new Verdict(
            new Judgement.Language(
                first.unit(),
                text.measuredOn(),
                first.documents(),
                first.words(),
                first.characters(),
                first.bytes(),
                lines,
                reference,
                references != null && reference == null
                    ? "no training text beside what is measured on"
                    : null,
                Samples.of(text, parallel)),
            scores,
            results));
  }

  private Score score(
      String language,
      int t,
      LanguageMeters.Result result,
      Judgement.@Nullable Reference reference) {
    BitSet reached = (BitSet) result.reached().clone();
    specials(t).forEach(reached::clear);
    return new Score(
        result.fertility(),
        reached.cardinality(),
        result.renyiEfficiency(),
        parallel == null || !parallel.languages().contains(language)
            ? null
            : Double.valueOf(parallel.premium(tokenizers.get(t), language)),
        reference == null ? null : Score.Comparison.of(result.fertility(), reference.fertility()));
  }

  private Judgement.Vocabulary vocabulary(int t) {
    NamedTokenizer tokenizer = named.get(t);
    SortedMap<String, Score> scores = new TreeMap<>();
    BitSet reached = new BitSet();
    long bytes = 0;
    long tokens = 0;
    for (Map.Entry<String, Verdict> each : verdicts.entrySet()) {
      Score score = each.getValue().scores().get(t);
      scores.put(each.getKey(), score);
      reached.or(each.getValue().results().get(t).reached());
      bytes += score.fertility().bytes();
      tokens += score.fertility().tokens();
    }
    return new Judgement.Vocabulary(
        tokenizer.name(),
        tokenizer.directory(),
        tokenizer.tokenizer().size(),
        tokenizer.tokenizer().size() - specials(t).size(),
        (double) bytes / tokens,
        unreached(t, reached),
        premiums(tokenizer.tokenizer()),
        scores);
  }

  private List<Integer> specials(int t) {
    List<Integer> ids = new ArrayList<>();
    for (int id = 0; id < tokenizers.get(t).size(); id++) {
      if (tokenizers.get(t).isSpecial(id)) {
        ids.add(id);
      }
    }
    return ids;
  }

  private Judgement.Unreached unreached(int t, BitSet reached) {
    Tokenizer tokenizer = tokenizers.get(t);
    int pieces = 0;
    int bytes = 0;
    List<String> examples = new ArrayList<>();
    for (int id = 0; id < tokenizer.size(); id++) {
      if (reached.get(id) || tokenizer.isSpecial(id)) {
        continue;
      }
      if (tokenizer.length(id) == 1) {
        bytes++;
        continue;
      }
      pieces++;
      if (examples.size() < EXAMPLES) {
        examples.add(new String(tokenizer.bytes(id), StandardCharsets.UTF_8));
      }
    }
    return new Judgement.Unreached(pieces, bytes, examples);
  }

  private SortedMap<String, Double> premiums(Tokenizer tokenizer) {
    SortedMap<String, Double> premiums = new TreeMap<>();
    if (parallel != null) {
      for (String language : parallel.languages()) {
        premiums.put(language, parallel.premium(tokenizer, language));
      }
    }
    return premiums;
  }
}
