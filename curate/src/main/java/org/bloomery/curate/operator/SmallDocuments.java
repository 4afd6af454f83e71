package org.bloomery.curate.operator;

import org.bloomery.artifact.run.CurateSettings;
import org.jspecify.annotations.Nullable;

/// Drops documents with too few pieces between single spaces; pieces may be empty, and a line feed
/// separates nothing (`filter_small_docs` of bigscience-workshop/data-preparation).
final class SmallDocuments implements Operator {
  private final Thresholds thresholds;

  SmallDocuments(CurateSettings settings) {
    thresholds = new Thresholds(settings);
  }

  @Override
  public String name() {
    return "small-documents";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Verdict apply(DocumentView view) {
    @Nullable Integer fewest = thresholds.of(view.language()).minimumSpacedWords();
    if (fewest == null) {
      return view.keep();
    }
    int pieces = 1;
    for (char c : view.text().characters()) {
      pieces += c == ' ' ? 1 : 0;
    }
    return pieces >= fewest
        ? view.keep()
        : view.drop("small-document", pieces + " pieces < " + fewest);
  }
}
