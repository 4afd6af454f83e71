package org.bloomery.curate.operator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.source.SourceCard;

/// Finds the language with Apache OpenNLP's detector (a maximum entropy model over character
/// n-grams, 103 languages).
///
/// A source that states one language is believed. Of several stated languages the most probable is
/// taken. Only the beginning of a document is looked at: identification is the dearest operator,
/// and its answer hardly changes after some hundred characters.
final class IdentifyLanguage implements Operator {
  private final CurateSettings settings;
  private final List<String> stated;

  IdentifyLanguage(CurateSettings settings, SourceCard card) {
    this.settings = settings;
    stated = card.languages();
  }

  @Override
  public String name() {
    return "identify-language";
  }

  @Override
  public String version() {
    return LanguageModel.VERSION;
  }

  @Override
  public Verdict apply(Document document) {
    if (stated.size() == 1 && !stated.contains(SourceCard.IDENTIFY)) {
      return new Verdict.Keep(Texts.withLanguage(document, stated.getFirst(), 1.0));
    }
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
    return new Verdict.Keep(Texts.withLanguage(document, best, Math.round(1e6 * confidence) / 1e6));
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
