package org.bloomery.curate.html;

import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;

/// The text that BigScience's pseudo-crawl took from a page (bigscience-workshop/metadata,
/// `html_parser`, with the parameters of the pseudo-crawl): scripts, styles, headers, footers,
/// iframes and forms go with their content, and so do small containers, the outer ones judged
/// first. Blocks stand on lines of their own, some inline elements are set off by a space.
final class BigScienceText implements NodeFilter {
  /// Containers with this many characters of text or fewer go.
  private static final int SMALL_CHARACTERS = 64;

  private static final Set<String> REMOVED =
      Set.of("script", "style", "header", "iframe", "footer", "form");
  private static final Set<String> REMOVED_WHEN_SMALL =
      Set.of("body", "div", "p", "section", "table", "ul", "ol", "dl");
  private static final Set<String> BLOCKS =
      Set.of(
          "address",
          "article",
          "aside",
          "blockquote",
          "body",
          "button",
          "canvas",
          "caption",
          "col",
          "colgroup",
          "dd",
          "div",
          "dl",
          "dt",
          "embed",
          "fieldset",
          "figcaption",
          "figure",
          "footer",
          "form",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "header",
          "hgroup",
          "hr",
          "li",
          "map",
          "noscript",
          "object",
          "ol",
          "output",
          "p",
          "pre",
          "progress",
          "section",
          "table",
          "tbody",
          "textarea",
          "tfoot",
          "th",
          "thead",
          "tr",
          "ul",
          "video");
  private static final Set<String> SPACED =
      Set.of(
          "cite",
          "details",
          "datalist",
          "img",
          "input",
          "label",
          "legend",
          "optgroup",
          "q",
          "select",
          "summary",
          "td",
          "time");

  private final StringBuilder text = new StringBuilder();

  private BigScienceText() {}

  static String of(Element body) {
    BigScienceText visitor = new BigScienceText();
    NodeTraversor.filter(visitor, body);
    return visitor.text.toString().strip();
  }

  @Override
  public FilterResult head(Node node, int depth) {
    if (node instanceof TextNode words) {
      append(words);
    } else if (node instanceof Element element) {
      String name = element.normalName();
      if (REMOVED.contains(name) || (REMOVED_WHEN_SMALL.contains(name) && isSmall(element))) {
        return FilterResult.SKIP_ENTIRELY;
      }
      if (name.equals("br")) {
        text.append('\n');
      } else {
        set(name);
      }
    }
    return FilterResult.CONTINUE;
  }

  @Override
  public FilterResult tail(Node node, int depth) {
    if (node instanceof Element element) {
      set(element.normalName());
    }
    return FilterResult.CONTINUE;
  }

  /// Counts no further than it must, so that nesting costs nothing.
  private static boolean isSmall(Element element) {
    int[] characters = {0};
    NodeTraversor.filter(
        (node, _) -> {
          if (node instanceof Element inner && REMOVED.contains(inner.normalName())) {
            return FilterResult.SKIP_ENTIRELY;
          }
          if (node instanceof TextNode words) {
            String kept = words.text();
            characters[0] += kept.codePointCount(0, kept.length());
          }
          return characters[0] > SMALL_CHARACTERS ? FilterResult.STOP : FilterResult.CONTINUE;
        },
        element);
    return characters[0] <= SMALL_CHARACTERS;
  }

  private void set(String name) {
    if (BLOCKS.contains(name)) {
      strip();
      if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
        text.append('\n');
      }
    } else if (SPACED.contains(name)) {
      space();
    }
  }

  private void append(TextNode node) {
    String words = node.getWholeText();
    Element parent = node.parent();
    if (parent != null && parent.normalName().equals("pre")) {
      text.append(words);
      return;
    }
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      if (Character.isWhitespace(c) || c == '\u00A0') {
        space();
      } else {
        text.append(c);
      }
    }
  }

  private void space() {
    if (!text.isEmpty() && !Character.isWhitespace(text.charAt(text.length() - 1))) {
      text.append(' ');
    }
  }

  private void strip() {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == ' ') {
      end--;
    }
    text.setLength(end);
  }
}
