package org.bloomery.curate.operator;

import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.curate.text.Lines;

/// Deletes words that are too long also without special characters at their ends (ac_dc,
/// `remove_long_words`). A language without a limit keeps all.
final class DeleteLongWords implements Operator {
  private final Thresholds thresholds;
  private final WordDeletion deletion;

  DeleteLongWords(CurateSettings settings) {
    thresholds = new Thresholds(settings);
    deletion = new WordDeletion(settings.operators().definitions());
  }

  @Override
  public String name() {
    return "delete-long-words";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Verdict apply(DocumentView view) {
    Integer limit = thresholds.of(view.language()).longestWordCharacters();
    if (limit == null) {
      return view.keep();
    }
    int longest = limit;
    if (deletion.changesOnlyWhatLosesWords()
        && !mayHoldLongWord(view.text().characters(), longest)) {
      return view.keep();
    }
    return view.keep(
        deletion.without(
            view, (text, from, left, right, to) -> isLong(text, from, left, right, to, longest)));
  }

  private static boolean mayHoldLongWord(char[] text, int longest) {
    int length = 0;
    for (char c : text) {
      length = c == ' ' || c == '\n' || c == '\t' ? 0 : length + 1;
      if (length > longest) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLong(
      char[] text, int from, int strippedFrom, int strippedTo, int to, int longest) {
    if (to - from <= longest || Lines.length(text, from, to) <= longest) {
      return false;
    }
    return strippedFrom == strippedTo || Lines.length(text, strippedFrom, strippedTo) > longest;
  }
}
