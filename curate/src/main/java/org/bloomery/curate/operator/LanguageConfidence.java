package org.bloomery.curate.operator;

import org.bloomery.artifact.Document;
import org.bloomery.artifact.run.CurateSettings;

/// Drops documents whose language is not sure enough: mixtures, lists of names, tables.
final class LanguageConfidence implements Operator {
  private final Thresholds thresholds;

  LanguageConfidence(CurateSettings settings) {
    thresholds = new Thresholds(settings);
  }

  @Override
  public String name() {
    return "language-confidence";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Verdict apply(DocumentView view) {
    Document document = view.document();
    double limit = thresholds.of(document.language()).minimumLanguageConfidence();
    return document.languageConfidence() >= limit
        ? new Verdict.Keep(document)
        : new Verdict.Drop(
            document, "language-confidence", document.languageConfidence() + " < " + limit);
  }
}
