package org.bloomery.curate.operator;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.run.corpus.LicenceExpression;
import org.jspecify.annotations.Nullable;

/// Keeps source code under the licences that a run allows. A file's own word counts first: an
/// `SPDX-License-Identifier` (its expression with AND, OR, WITH and brackets), or a heading of the
/// GNU family; then the field `licence` or `license` of its source; then the source's card.
///
/// ROOTS kept what it meant to remove: its list held the GPL family, and membership kept a file.
final class CodeLicence implements Operator {
  private static final String TAG = "SPDX-License-Identifier:";
  private static final int HEADING_CHARACTERS = 4000;
  private static final int LONGEST_EXPRESSION = 500;

  private final Set<String> allowed = new TreeSet<>();

  CodeLicence(CurateSettings settings) {
    for (String licence : CodeSymbols.stated(settings, name()).licences()) {
      allowed.add(licence.toLowerCase(Locale.ROOT));
    }
  }

  @Override
  public String name() {
    return "code-licence";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Verdict apply(DocumentView view) {
    String text = view.document().text();
    String heading = text.substring(0, Math.min(HEADING_CHARACTERS, text.length()));
    String licence = licence(view, heading);
    return allows(licence) ? view.keep() : view.drop("licence-not-allowed", licence);
  }

  private static String licence(DocumentView view, String heading) {
    int tag = heading.indexOf(TAG);
    if (tag >= 0) {
      return expression(heading, tag + TAG.length());
    }
    @Nullable String gnu = gnuHeading(heading);
    if (gnu != null) {
      return gnu;
    }
    @Nullable String field = view.fields().get("licence");
    field = field == null ? view.fields().get("license") : field;
    return field == null || field.isBlank() ? view.document().licence() : field;
  }

  private static String expression(String heading, int from) {
    int end = from;
    while (end < heading.length()
        && end - from < LONGEST_EXPRESSION
        && (heading.charAt(end) == ' ' || isExpression(heading.charAt(end)))) {
      end++;
    }
    return heading.substring(from, end).strip();
  }

  private static boolean isExpression(char c) {
    return (c < 0x80 && Character.isLetterOrDigit(c)) || "-.+():\t".indexOf(c) >= 0;
  }

  /// The GNU licence that a heading names in words.
  private static @Nullable String gnuHeading(String heading) {
    String words = String.join(" ", heading.split("[^A-Za-z]+", -1)).toLowerCase(Locale.ROOT);
    if (words.contains("gnu affero general public license")) {
      return "AGPL-3.0-or-later";
    }
    if (words.contains("gnu lesser general public license")
        || words.contains("gnu library general public license")) {
      return "LGPL-2.1-or-later";
    }
    return words.contains("gnu general public license") ? "GPL-2.0-or-later" : null;
  }

  /// Whether an SPDX expression leaves a way to use the file under allowed licences.
  boolean allows(String expression) {
    return LicenceExpression.allows(
        expression, licence -> allowed.contains(licence.toLowerCase(Locale.ROOT)));
  }
}
