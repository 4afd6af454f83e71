package org.bloomery.curate.operator;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.source.SourceCard;
import org.jspecify.annotations.Nullable;

/// Finds the language with Apache OpenNLP's detector (a maximum entropy model over character
/// n-grams, 103 languages), or with the fastText model that the run names.
///
/// A source that states one language is believed, and so is one whose documents state theirs. Of
/// several stated languages the most probable is taken. Only the beginning of a document is looked
/// at: identification is the dearest operator, and its answer hardly changes after some hundred
/// characters.
final class IdentifyLanguage implements Operator {
  private final CurateSettings settings;
  private final List<String> stated;
  private final @Nullable String field;
  private final @Nullable FastTextLanguages identifier;

  IdentifyLanguage(CurateSettings settings, SourceCard card) {
    this(settings, card.languages(), card.format().language());
  }

  /// One that believes nobody and chooses among all languages.
  static IdentifyLanguage open(CurateSettings settings) {
    return new IdentifyLanguage(settings, List.of(SourceCard.IDENTIFY), null);
  }

  private IdentifyLanguage(CurateSettings settings, List<String> stated, @Nullable String field) {
    this.settings = settings;
    this.stated = stated;
    this.field = field;
    Path file = settings.operators().fastText();
    identifier = file == null ? null : FastTextLanguages.of(file);
  }

  @Override
  public String name() {
    return "identify-language";
  }

  @Override
  public String version() {
    return identifier == null ? LanguageModel.VERSION : "fasttext";
  }

  @Override
  public Verdict apply(DocumentView view) {
    Document document = view.document();
    if (stated.size() == 1 && !stated.contains(SourceCard.IDENTIFY)) {
      return new Verdict.Keep(document.withLanguage(stated.getFirst(), 1.0));
    }
    if (field != null) {
      return statedBy(document, view.fields().getOrDefault(field, ""));
    }
    return ask(document);
  }

  /// What the identifier says, whatever the source states.
  Verdict ask(Document document) {
    return identifier == null ? builtIn(document) : fastText(document, identifier);
  }

  /// Whether the identifier can answer with a language.
  boolean knows(String code) {
    return identifier == null ? LanguageModel.shared().knows(code) : identifier.knows(code);
  }

  /// What the source says of the document itself, if its card knows the language.
  private Verdict statedBy(Document document, String tag) {
    String code = tag.toLowerCase(Locale.ROOT);
    return stated.contains(code)
        ? new Verdict.Keep(document.withLanguage(code, 1.0))
        : new Verdict.Drop(
            document, "language-not-stated", "\"" + tag + "\" is no language of the card");
  }

  /// As ROOTS asked fastText: the whole text in lower case on one line, the most probable label.
  private Verdict fastText(Document document, FastTextLanguages model) {
    String line = document.text().toLowerCase(Locale.ROOT).replace('\n', ' ');
    double[] probabilities = model.predict(line);
    int best = -1;
    for (int i = 0; i < probabilities.length; i++) {
      boolean possible = stated.size() == 1 || stated.contains(model.code(i));
      if (possible && (best < 0 || probabilities[i] > probabilities[best])) {
        best = i;
      }
    }
    if (best < 0 || !(probabilities[best] > 0)) {
      return new Verdict.Drop(document, "unknown-language", "no stated language is known here");
    }
    double confidence = Math.min(1.0, Math.round(1e6 * probabilities[best]) / 1e6);
    return new Verdict.Keep(document.withLanguage(model.code(best), confidence));
  }

  private Verdict builtIn(Document document) {
    // Labels that share a code (`est` and `ekk` for `et`) add to its confidence, but do not win by
    // number: where the detector is unsure, two small values would beat the best one.
    String best = null;
    double most = -1;
    double all = 0;
    Map<String, Double> byCode = new HashMap<>();
    double[] probabilities = LanguageModel.shared().probabilities(beginning(document.text()));
    for (int i = 0; i < probabilities.length; i++) {
      String code = LanguageModel.shared().code(i);
      if (stated.size() > 1 && !stated.contains(code)) {
        continue;
      }
      all += probabilities[i];
      byCode.merge(code, probabilities[i], Double::sum);
      if (probabilities[i] > most) {
        best = code;
        most = probabilities[i];
      }
    }
    if (best == null || !(all > 0)) {
      return new Verdict.Drop(document, "unknown-language", "no stated language is known here");
    }
    double confidence = Math.min(1.0, byCode.getOrDefault(best, most) / all);
    return new Verdict.Keep(document.withLanguage(best, Math.round(1e6 * confidence) / 1e6));
  }

  private String beginning(String text) {
    int limit = settings.identifyCharacters();
    if (text.length() <= limit) {
      return text;
    }
    boolean splitsPair = Character.isHighSurrogate(text.charAt(limit - 1));
    return text.substring(0, splitsPair ? limit - 1 : limit);
  }
}
