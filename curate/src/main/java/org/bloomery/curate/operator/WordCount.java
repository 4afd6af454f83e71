package org.bloomery.curate.operator;

import org.bloomery.artifact.Document;
import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.run.FilterThresholds;

/// Drops documents with too few or too many words.
final class WordCount implements Operator {
  private final CurateSettings settings;

  WordCount(CurateSettings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "word-count";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Verdict apply(Document document) {
    FilterThresholds limits = settings.thresholds(document.language());
    int words = Words.of(document.text(), document.language()).size();
    if (words < limits.minimumWords()) {
      return new Verdict.Drop(document, "too-short", words + " words < " + limits.minimumWords());
    }
    if (words > limits.maximumWords()) {
      return new Verdict.Drop(document, "too-long", words + " words > " + limits.maximumWords());
    }
    return new Verdict.Keep(document);
  }
}
