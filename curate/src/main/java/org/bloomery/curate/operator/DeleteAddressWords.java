package org.bloomery.curate.operator;

import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.run.FilterThresholds;

/// Deletes words that are addresses of the web (ac_dc, `remove_words_with_incorrect_substrings`).
/// Like ROOTS, only in languages that delete long words, too.
final class DeleteAddressWords implements Operator {
  private static final char[][] PARTS = {
    "http".toCharArray(),
    "www".toCharArray(),
    ".com".toCharArray(),
    "href".toCharArray(),
    "//".toCharArray()
  };

  private final Thresholds thresholds;
  private final WordDeletion deletion;

  DeleteAddressWords(CurateSettings settings) {
    thresholds = new Thresholds(settings);
    deletion = new WordDeletion(settings.operators().definitions());
  }

  @Override
  public String name() {
    return "delete-address-words";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Verdict apply(DocumentView view) {
    FilterThresholds limits = thresholds.of(view.language());
    if (limits.longestWordCharacters() == null
        || (deletion.changesOnlyWhatLosesWords() && !mayHoldAddress(view.document().text()))) {
      return view.keep();
    }
    return view.keep(
        deletion.without(view, (text, _, from, to, _) -> holdsPartOfAddress(text, from, to)));
  }

  private static boolean mayHoldAddress(String text) {
    for (char[] part : PARTS) {
      if (text.contains(String.valueOf(part))) {
        return true;
      }
    }
    return false;
  }

  private static boolean holdsPartOfAddress(char[] text, int from, int to) {
    for (int i = from; i < to - 1; i++) {
      char c = text[i];
      if (c == 'h' || c == 'w' || c == '.' || c == '/') {
        for (char[] part : PARTS) {
          if (part[0] == c && startsWith(text, i, to, part)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean startsWith(char[] text, int from, int to, char[] part) {
    if (to - from < part.length) {
      return false;
    }
    for (int i = 1; i < part.length; i++) {
      if (text[from + i] != part[i]) {
        return false;
      }
    }
    return true;
  }
}
