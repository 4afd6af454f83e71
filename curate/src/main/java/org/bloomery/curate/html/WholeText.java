package org.bloomery.curate.html;

import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;

/// The text that a reader of a page sees: white space collapsed except in `pre`, a line feed around
/// each block and for each `br`, nothing of scripts, styles and forms.
final class WholeText implements NodeFilter {
  private static final Set<String> SILENT =
      Set.of("script", "style", "noscript", "template", "iframe", "form", "svg", "head");

  private final StringBuilder text = new StringBuilder();
  private int verbatim;

  private WholeText() {}

  /// The traversal is iterative, so deeply nested pages cannot exhaust the stack.
  static String of(Element body) {
    WholeText visitor = new WholeText();
    NodeTraversor.filter(visitor, body);
    return visitor.text.toString().strip();
  }

  @Override
  public FilterResult head(Node node, int depth) {
    if (node instanceof TextNode words) {
      append(words);
    } else if (node instanceof Element element) {
      if (SILENT.contains(element.normalName())) {
        return FilterResult.SKIP_ENTIRELY;
      }
      verbatim += element.normalName().equals("pre") ? 1 : 0;
      if (element.normalName().equals("br")) {
        stripSpace();
        text.append('\n');
      } else if (isBlock(element)) {
        breakLine();
      } else if (isCell(element)) {
        space();
      }
    }
    return FilterResult.CONTINUE;
  }

  @Override
  public FilterResult tail(Node node, int depth) {
    if (node instanceof Element element) {
      verbatim -= element.normalName().equals("pre") ? 1 : 0;
      if (isBlock(element)) {
        breakLine();
      }
    }
    return FilterResult.CONTINUE;
  }

  private static boolean isBlock(Element element) {
    return element.isBlock() && !isCell(element);
  }

  private static boolean isCell(Element element) {
    return element.normalName().equals("td") || element.normalName().equals("th");
  }

  private void append(TextNode node) {
    String words = node.getWholeText();
    if (verbatim > 0) {
      text.append(words);
      return;
    }
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
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

  private void breakLine() {
    stripSpace();
    if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
      text.append('\n');
    }
  }

  private void stripSpace() {
    while (!text.isEmpty() && text.charAt(text.length() - 1) == ' ') {
      text.setLength(text.length() - 1);
    }
  }
}
