package org.bloomery.publish;

import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// Writes Markdown.
final class Markdown {
  private final StringBuilder out = new StringBuilder();

  Markdown heading(int level, String text) {
    out.append("#".repeat(level)).append(' ').append(text).append("\n\n");
    return this;
  }

  Markdown paragraph(String text) {
    out.append(text).append("\n\n");
    return this;
  }

  /// A table: the first column to the left, the others to the right.
  Markdown table(List<String> header, List<List<String>> rows) {
    row(header);
    out.append("|---|");
    out.append(String.join("", Collections.nCopies(header.size() - 1, "---:|"))).append('\n');
    rows.forEach(this::row);
    out.append('\n');
    return this;
  }

  /// A table of texts, all to the left.
  Markdown textTable(List<String> header, List<List<String>> rows) {
    row(header);
    out.append('|').append("---|".repeat(header.size())).append('\n');
    rows.forEach(this::row);
    out.append('\n');
    return this;
  }

  private void row(List<String> cells) {
    out.append('|');
    for (String cell : cells) {
      out.append(' ').append(cell.replace("|", "\\|").replaceAll("\\s+", " ").strip()).append(" |");
    }
    out.append('\n');
  }

  Markdown code(String language, String text) {
    out.append("```").append(language).append('\n').append(text).append("\n```\n\n");
    return this;
  }

  static String number(double value, int decimals) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + decimals + "f", value) : "";
  }

  static String whole(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
