package org.bloomery.evaluate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Corpus;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.Progress;
import org.bloomery.artifact.run.EvaluateSettings;
import org.bloomery.evaluate.Scores.LanguageScore;
import org.bloomery.tokenize.encode.Tokenizer;

/// Scores one model on all languages that have held-out text.
///
/// @param separator id of `</s>`
/// @param context tokens that the model reads at once
/// @param untrained held-out losses of the initial weights, nats a token
record Evaluation(
    Corpus corpus,
    Tokenizer tokenizer,
    int separator,
    int context,
    TokenLikelihood model,
    Map<String, Double> untrained,
    EvaluateSettings settings,
    long seed) {
  static final String SEPARATOR = "</s>";

  /// The held-out documents to look at, by language; languages without any are left out.
  Map<String, List<Document>> documents() {
    Map<String, List<Document>> chosen = new TreeMap<>();
    for (String language : corpus.languages()) {
      List<Document> documents =
          HeldOutText.choose(corpus, language, seed, settings.documentsPerLanguage());
      documents.removeIf(document -> document.text().isEmpty());
      if (!documents.isEmpty()) {
        chosen.put(language, documents);
      }
    }
    return chosen;
  }

  Scores score(Map<String, List<Document>> chosen, Console console) throws IOException {
    Map<String, LanguageScore> languages = new TreeMap<>();
    List<ChoiceScore.Outcome> all = new ArrayList<>();
    long total = chosen.values().stream().mapToLong(List::size).sum();
    try (Progress progress = console.progress("score", total, "documents")) {
      for (Map.Entry<String, List<Document>> entry : chosen.entrySet()) {
        String language = entry.getKey();
        progress.note(language);
        languages.put(language, score(language, entry.getValue(), all, progress));
      }
    }
    return new Scores(SEPARATOR, context, languages, ChoiceScore.of(all));
  }

  private LanguageScore score(
      String language, List<Document> documents, List<ChoiceScore.Outcome> all, Progress progress)
      throws IOException {
    BitsPerByte bits =
        BitsPerByte.measure(documents, tokenizer, separator, context, model, progress);
    XzYardstick xz = XzYardstick.measure(corpus, language, documents, settings.primingBytes());
    List<ChoiceItem> items = ChoiceTask.items(documents, seed, settings.choiceItemsPerLanguage());
    List<ChoiceScore.Outcome> outcomes =
        ChoiceScore.outcomes(items, tokenizer, separator, context, model);
    all.addAll(outcomes);
    Double loss = untrained.get(language);
    return new LanguageScore(
        bits.documents(),
        bits.bytes(),
        bits.tokens(),
        Scores.rounded(bits.value()),
        loss == null ? null : Scores.rounded(bits.ofLoss(loss)),
        Scores.rounded(xz.plain()),
        Scores.rounded(xz.primed()),
        xz.primingBytes(),
        ChoiceScore.of(outcomes));
  }
}
