package org.bloomery.curate.operator;

import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.run.filter.CodeSettings;
import org.bloomery.curate.text.Lines;

/// Drops files of source code that are too short or too long as a whole, or that have no line of an
/// ordinary length: data, minified and generated files (ROOTS, `sourcing/code_dataset`).
final class CodeLength implements Operator {
  private final CodeSettings limits;

  CodeLength(CurateSettings settings) {
    limits = CodeSymbols.stated(settings, name());
  }

  @Override
  public String name() {
    return "code-length";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Verdict apply(DocumentView view) {
    int length = view.text().length();
    if (length <= limits.fewestCharacters()) {
      return view.drop("code-short", length + " characters <= " + limits.fewestCharacters());
    }
    if (length >= limits.mostCharacters()) {
      return view.drop("code-long", length + " characters >= " + limits.mostCharacters());
    }
    long bytes = view.text().utf8Bytes();
    if (bytes > limits.mostBytes()) {
      return view.drop("code-long", bytes + " bytes > " + limits.mostBytes());
    }
    char[] text = view.text().characters();
    int[] longest = {0};
    Lines.forEachBetweenLineFeeds(
        text,
        (from, to) -> {
          longest[0] = Math.max(longest[0], Lines.length(text, from, to));
          return true;
        });
    if (longest[0] <= limits.shortestLongestLine()) {
      return view.drop(
          "code-short-lines",
          "longest line " + longest[0] + " characters <= " + limits.shortestLongestLine());
    }
    return longest[0] < limits.longestLine()
        ? view.keep()
        : view.drop(
            "code-long-lines",
            "longest line " + longest[0] + " characters >= " + limits.longestLine());
  }
}
