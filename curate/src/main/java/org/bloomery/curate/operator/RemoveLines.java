package org.bloomery.curate.operator;

import java.util.List;
import org.bloomery.curate.text.Lines;

/// Takes lines out that hold one of a few strings: rests of markup and program text in catalogued
/// sources (`build_line_with_substring_remover` of bigscience-workshop/data-preparation).
final class RemoveLines implements Operator {
  static final List<String> CODE = List.of("{", "}", "[if", "<script");
  static final List<String> HTML_SPANS =
      List.of("<span", "</span>", "<div", "</div>", "<a", "</a>", "br>");
  static final List<String> SANAD =
      List.of(
          "<img",
          "]]>",
          "<![CDATA",
          "//DW",
          "var ",
          "xtImg",
          "To view this video please enable JavaScript");
  static final List<String> MOJIBAKE = List.of("À À");

  private final String name;
  private final List<String> parts;

  RemoveLines(String name, List<String> parts) {
    this.name = name;
    this.parts = parts;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Verdict apply(DocumentView view) {
    String text = view.document().text();
    if (parts.stream().noneMatch(text::contains)) {
      return view.keep();
    }
    StringBuilder out = new StringBuilder(text.length());
    boolean[] first = {true};
    Lines.forEachBetweenLineFeeds(
        view.text().characters(),
        (from, to) -> {
          String line = text.substring(from, to);
          if (parts.stream().noneMatch(line::contains)) {
            out.append(first[0] ? "" : "\n").append(line);
            first[0] = false;
          }
          return true;
        });
    return view.keep(out.toString());
  }
}
