package org.bloomery.curate.operator;

import java.util.Optional;
import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.curate.text.KeySet;
import org.bloomery.curate.text.Keys;
import org.bloomery.curate.text.Lines;

/// Cuts the list of references off the end of a paper: the last lines of which no more than the
/// language's share of words are stop words (`remove_references` of
/// bigscience-workshop/data-preparation). Words are compared with their case. A language without a
/// list or a share keeps everything.
final class RemoveReferences implements Operator {
  private final Thresholds thresholds;
  private final WordLists lists;

  RemoveReferences(CurateSettings settings) {
    thresholds = new Thresholds(settings);
    lists = new WordLists(settings.operators().stopWords());
  }

  @Override
  public String name() {
    return "remove-references";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Verdict apply(DocumentView view) {
    Double share = thresholds.of(view.language()).minimumStopWords();
    Optional<KeySet> list = lists.of(view.language());
    if (share == null || list.isEmpty()) {
      return view.keep();
    }
    char[] text = view.text().characters();
    int[] end = {0};
    Lines.forEachBetweenLineFeeds(
        text,
        (from, to) -> {
          end[0] = isProse(text, from, to, list.get(), share) ? to : end[0];
          return true;
        });
    return view.keep(view.document().text().substring(0, end[0]));
  }

  private static boolean isProse(char[] text, int from, int to, KeySet list, double share) {
    int words = 0;
    int found = 0;
    for (int i = Lines.skipSpace(text, from, to); i < to; i = Lines.skipSpace(text, i, to)) {
      int start = i;
      while (i < to && !Lines.isSpace(text[i])) {
        i++;
      }
      words++;
      found += list.contains(Keys.of(text, start, i)) ? 1 : 0;
    }
    return found > words * share;
  }
}
