package org.bloomery.curate.html;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bloomery.curate.html.TextBlock.Container;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;

/// Cuts a page into its [TextBlock]s, in the order of the page. The walk is iterative, so deeply
/// nested pages cannot exhaust the stack.
final class PageBlocks implements NodeFilter {
  private static final Set<String> SILENT =
      Set.of(
          "script",
          "style",
          "noscript",
          "template",
          "iframe",
          "svg",
          "head",
          "select",
          "textarea",
          "object",
          "canvas",
          "audio",
          "video",
          "math",
          "map",
          "option",
          "datalist");
  private static final String SENTENCE_ENDS =
      ".!?\u2026\u3002\uFF01\uFF1F\u061F\u06D4\u0964\u0965\u0589\u1362\u104B";
  private static final String COMMAS = ",;:\u3001\uFF0C\uFF1B\uFF1A\u060C\u061B\u1363\u104A";

  private final List<TextBlock> blocks = new ArrayList<>();
  private final ElementHints hints = new ElementHints();
  private final ArrayDeque<Container> open = new ArrayDeque<>();
  private final StringBuilder text = new StringBuilder();
  private final Container root = new Container(null, 0, 0);
  private int links;
  private int hidden;
  private int verbatim;
  private int length;
  private int linkLength;
  private int sentenceEnds;
  private int commas;
  private int capitals;
  private boolean cell;

  private PageBlocks() {
    open.push(root);
  }

  /// The blocks of a page with their containers' sums.
  static List<TextBlock> of(Element body) {
    PageBlocks visitor = new PageBlocks();
    NodeTraversor.filter(visitor, body);
    visitor.finish();
    return visitor.blocks;
  }

  @Override
  public FilterResult head(Node node, int depth) {
    if (node instanceof TextNode words) {
      append(words.getWholeText());
    } else if (node instanceof Element element) {
      String name = element.normalName();
      if (SILENT.contains(name)) {
        return FilterResult.SKIP_ENTIRELY;
      }
      if (name.equals("br")) {
        breakLine();
        return FilterResult.CONTINUE;
      }
      if (element.isBlock()) {
        finish();
        open.push(new Container(open.peek(), signature(element), hints.of(element)));
        cell = name.equals("td") || name.equals("th");
      } else if (name.equals("a")) {
        links++;
      }
      hidden += isHidden(element) ? 1 : 0;
      verbatim += name.equals("pre") ? 1 : 0;
    }
    return FilterResult.CONTINUE;
  }

  @Override
  public FilterResult tail(Node node, int depth) {
    if (node instanceof Element element && !element.normalName().equals("br")) {
      if (element.isBlock()) {
        finish();
        open.pop();
        cell = false;
      } else if (element.normalName().equals("a")) {
        links--;
      }
      hidden -= isHidden(element) ? 1 : 0;
      verbatim -= element.normalName().equals("pre") ? 1 : 0;
    }
    return FilterResult.CONTINUE;
  }

  /// Digits count for nothing, so that numbered classes are alike.
  private static int signature(Element element) {
    int hash = element.normalName().hashCode();
    String classes = element.className();
    for (int i = 0; i < classes.length(); i++) {
      char c = classes.charAt(i);
      hash = c >= '0' && c <= '9' ? hash : 31 * hash + c;
    }
    return hash;
  }

  private static boolean isHidden(Element element) {
    if (element.attributesSize() == 0) {
      return false;
    }
    if (element.hasAttr("hidden") || element.attr("aria-hidden").equals("true")) {
      return true;
    }
    String style = element.attr("style");
    if (style.isEmpty()) {
      return false;
    }
    String compact = style.toLowerCase(Locale.ROOT).replace(" ", "");
    return compact.contains("display:none") || compact.contains("visibility:hidden");
  }

  private void append(String words) {
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      if (verbatim > 0) {
        text.append(c);
      } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
        space();
        continue;
      } else {
        text.append(c);
      }
      count(c);
    }
  }

  private void count(char c) {
    int weight = TextLength.of(c);
    length += weight;
    linkLength += links > 0 ? weight : 0;
    if (SENTENCE_ENDS.indexOf(c) >= 0) {
      sentenceEnds++;
    } else if (COMMAS.indexOf(c) >= 0) {
      commas++;
    } else if (c >= 'A' && Character.isUpperCase(c)) {
      capitals++;
    }
  }

  private void space() {
    if (!text.isEmpty() && !Character.isWhitespace(text.charAt(text.length() - 1))) {
      text.append(' ');
    }
  }

  /// One `br` is a line feed; a second one after it ends the paragraph.
  private void breakLine() {
    stripSpace();
    if (text.isEmpty()) {
      return;
    }
    if (text.charAt(text.length() - 1) == '\n') {
      finish();
    } else {
      text.append('\n');
    }
  }

  private void stripSpace() {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == ' ') {
      end--;
    }
    text.setLength(end);
  }

  private void finish() {
    String found = text.toString().strip();
    if (!found.isEmpty()) {
      Container container = open.getFirst();
      boolean ends = SENTENCE_ENDS.indexOf(found.charAt(found.length() - 1)) >= 0;
      TextBlock block =
          new TextBlock(
              verbatim > 0 ? text.toString().stripTrailing() : found,
              container,
              length,
              linkLength,
              sentenceEnds,
              commas,
              capitals,
              ends,
              cell,
              hidden > 0);
      blocks.add(block);
      add(block);
    }
    text.setLength(0);
    length = 0;
    linkLength = 0;
    sentenceEnds = 0;
    commas = 0;
    capitals = 0;
  }

  private static void add(TextBlock block) {
    double share = 1;
    for (Container at = block.container(); at != null; at = at.parent) {
      at.length += block.length();
      at.linkLength += block.linkLength();
      at.blocks++;
      if (block.isProse()) {
        at.proseLength += block.length();
        // Arc90's readability gives a paragraph's score to its parent whole, to those above in part
        at.prose +=
            share
                * (1 + block.commas() + Math.min(block.length() / 100.0, 3))
                * (1 - block.linkDensity());
        share /= at == block.container() ? 1 : 2;
      }
    }
  }
}
