package org.bloomery.artifact.page;

import java.util.List;

/// Writes HTML, escaping all text.
public final class Html {
  private final StringBuilder out = new StringBuilder();

  /// A start tag with attributes in pairs of name and value.
  public Html open(String tag, String... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"").append(escape(attributes[i + 1]));
      out.append('"');
    }
    out.append('>');
    return this;
  }

  public Html close(String tag) {
    out.append("</").append(tag).append(">\n");
    return this;
  }

  public Html text(String text) {
    out.append(escape(text));
    return this;
  }

  /// Markup of our own making.
  public Html raw(String markup) {
    out.append(markup);
    return this;
  }

  public Html element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close(tag);
  }

  /// A table; the first column heads its row.
  public Html table(String caption, List<String> header, List<List<String>> rows) {
    // Reached by keyboard, because a wide table scrolls on a narrow screen.
    open("div", "class", "wide", "tabindex", "0", "role", "region", "aria-label", caption);
    open("table").element("caption", caption);
    open("thead").open("tr");
    for (String cell : header) {
      element("th", cell, "scope", "col");
    }
    close("tr").close("thead").open("tbody");
    for (List<String> row : rows) {
      open("tr").element("th", row.getFirst(), "scope", "row");
      row.subList(1, row.size()).forEach(cell -> element("td", cell));
      close("tr");
    }
    return close("tbody").close("table").raw("</div>\n");
  }

  @Override
  public String toString() {
    return out.toString();
  }

  public static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '&' -> escaped.append("&amp;");
        case '"' -> escaped.append("&quot;");
        default -> escaped.append(c < ' ' && c != '\n' && c != '\t' ? ' ' : c);
      }
    }
    return escaped.toString();
  }
}
