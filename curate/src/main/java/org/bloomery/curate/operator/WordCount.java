package org.bloomery.curate.operator;

import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.run.FilterThresholds;
import org.bloomery.artifact.run.filter.Definitions;

/// Drops documents with too few or too many words.
final class WordCount implements Operator {
  private final Thresholds thresholds;
  private final Definitions definitions;

  WordCount(CurateSettings settings) {
    thresholds = new Thresholds(settings);
    definitions = settings.operators().definitions();
  }

  @Override
  public String name() {
    return "word-count";
  }

  @Override
  public String version() {
    return "2";
  }

  @Override
  public Verdict apply(DocumentView view) {
    FilterThresholds limits = thresholds.of(view.language());
    int words = view.text().wordCount(definitions);
    if (words < limits.minimumWords()) {
      return view.drop("too-short", words + " words < " + limits.minimumWords());
    }
    if (words > limits.maximumWords()) {
      return view.drop("too-long", words + " words > " + limits.maximumWords());
    }
    return view.keep();
  }
}
