package org.bloomery.curate.operator;

import org.bloomery.artifact.run.CurateSettings;
import org.jspecify.annotations.Nullable;

/// Drops documents with too few bytes in UTF-8. Languages with little text have no limit.
final class SmallDocumentsInBytes implements Operator {
  private final Thresholds thresholds;

  SmallDocumentsInBytes(CurateSettings settings) {
    thresholds = new Thresholds(settings);
  }

  @Override
  public String name() {
    return "small-documents-bytes";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Verdict apply(DocumentView view) {
    @Nullable Integer fewest = thresholds.of(view.language()).minimumBytes();
    return fewest == null || view.text().utf8Bytes() >= fewest
        ? view.keep()
        : view.drop("few-bytes", view.text().utf8Bytes() + " bytes < " + fewest);
  }
}
