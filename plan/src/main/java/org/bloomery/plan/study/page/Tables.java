package org.bloomery.plan.study.page;

import java.util.List;
import org.bloomery.artifact.page.Html;

/// Tables whose last column holds sentences.
final class Tables {
  private Tables() {}

  static Html of(Html html, String caption, List<String> header, List<List<String>> rows) {
    html.open("div", "class", "wide", "tabindex", "0", "role", "region", "aria-label", caption);
    html.open("table").element("caption", caption).open("thead").open("tr");
    for (int i = 0; i < header.size(); i++) {
      html.element(
          "th", header.get(i), "scope", "col", "class", i == header.size() - 1 ? "words" : "");
    }
    html.close("tr").close("thead").open("tbody");
    for (List<String> row : rows) {
      html.open("tr").element("th", row.getFirst(), "scope", "row");
      row.subList(1, row.size() - 1).forEach(cell -> html.element("td", cell));
      html.element("td", row.getLast(), "class", "words").close("tr");
    }
    return html.close("tbody").close("table").close("div");
  }
}
