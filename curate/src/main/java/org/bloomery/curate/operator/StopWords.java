package org.bloomery.curate.operator;

import java.util.Optional;
import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.run.filter.Definitions;
import org.bloomery.curate.text.KeySet;

/// Drops documents with too few stop words: lists, tables and keywords have hardly any. A language
/// without a list is not judged.
final class StopWords implements Operator {
  private final Thresholds thresholds;
  private final Definitions definitions;
  private final WordLists lists;

  StopWords(CurateSettings settings) {
    thresholds = new Thresholds(settings);
    definitions = settings.operators().definitions();
    lists = new WordLists(settings.operators().stopWords());
  }

  @Override
  public String name() {
    return "stop-words";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Verdict apply(DocumentView view) {
    Optional<KeySet> list = lists.of(view.language());
    return list.isEmpty()
        ? view.keep()
        : Limits.atLeast(
            view,
            name(),
            WordLists.share(view.text(), definitions, list.get()),
            thresholds.of(view.language()).minimumStopWords());
  }
}
