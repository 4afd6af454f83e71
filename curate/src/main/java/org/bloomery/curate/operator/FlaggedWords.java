package org.bloomery.curate.operator;

import java.util.Optional;
import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.run.filter.Definitions;
import org.bloomery.curate.text.KeySet;

/// Drops documents of which too many words are on the list of words that a run does not want to
/// learn from. A language without a list is not judged.
final class FlaggedWords implements Operator {
  private final Thresholds thresholds;
  private final Definitions definitions;
  private final WordLists lists;

  FlaggedWords(CurateSettings settings) {
    thresholds = new Thresholds(settings);
    definitions = settings.operators().definitions();
    lists = new WordLists(settings.operators().flaggedWords());
  }

  @Override
  public String name() {
    return "flagged-words";
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
        : Limits.atMost(
            view,
            name(),
            WordLists.share(view.text(), definitions, list.get()),
            thresholds.of(view.language()).maximumFlaggedWords());
  }
}
