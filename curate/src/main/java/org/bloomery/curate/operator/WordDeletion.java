package org.bloomery.curate.operator;

import org.bloomery.artifact.run.filter.Definitions;
import org.bloomery.curate.text.SpecialCharacters;

/// Takes words out of a text, which is split at line feed, tab and space and joined again without
/// what became empty (ac_dc, `split_on_newline_tab_whitespace` and its inverse).
///
/// As published, blank lines and doubled spaces vanish from every text; corrected, a text changes
/// only in lines that lose a word.
final class WordDeletion {
  private final Definitions definitions;
  private final SpecialCharacters special;

  /// Which words go.
  @FunctionalInterface
  interface Rule {
    /// Whether a word goes.
    ///
    /// @param from where the word begins, and where without special characters before it
    /// @param to where it ends without special characters, and where with them
    boolean deletes(char[] text, int from, int strippedFrom, int strippedTo, int to);
  }

  WordDeletion(Definitions definitions) {
    this.definitions = definitions;
    special = SpecialCharacters.of(definitions);
  }

  /// Whether a text without a word to delete stays as it is.
  boolean changesOnlyWhatLosesWords() {
    return definitions == Definitions.CORRECTED;
  }

  String without(DocumentView view, Rule rule) {
    char[] text = view.text().characters();
    StringBuilder out = new StringBuilder(text.length);
    boolean published = definitions == Definitions.PUBLISHED;
    boolean first = true;
    for (int from = 0; from <= text.length; ) {
      int to = from;
      while (to < text.length && text[to] != '\n') {
        to++;
      }
      int start = out.length();
      if (!first) {
        out.append('\n');
      }
      int content = out.length();
      boolean deleted = line(text, from, to, rule, out);
      if (!published && !deleted) {
        out.setLength(content);
        out.append(text, from, to - from);
        first = false;
      } else if (out.length() == content) {
        out.setLength(start);
      } else {
        first = false;
      }
      from = to + 1;
    }
    return out.toString();
  }

  /// Appends what is left of a line.
  ///
  /// @return whether a word was deleted
  private boolean line(char[] text, int begin, int end, Rule rule, StringBuilder out) {
    boolean deleted = false;
    int start = out.length();
    boolean tab = false;
    for (int from = begin; from < end; ) {
      char c = text[from];
      if (c == ' ' || c == '\t') {
        tab |= c == '\t';
        from++;
        continue;
      }
      int to = from;
      while (to < end && text[to] != ' ' && text[to] != '\t') {
        to++;
      }
      int strippedFrom = special.skip(text, from, to);
      int strippedTo = special.skipBack(text, strippedFrom, to);
      if (rule.deletes(text, from, strippedFrom, strippedTo, to)) {
        deleted = true;
      } else {
        if (out.length() > start) {
          out.append(tab ? '\t' : ' ');
        }
        tab = false;
        out.append(text, from, to - from);
      }
      from = to;
    }
    return deleted;
  }
}
