package org.bloomery.curate.html;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/// Writes what `peers/train_main_text.py` learns from: a line for each block of the annotated pages
/// that are not held out, with the set, the page, the number of tokens, the label (1 main text, 0
/// not, nothing where the annotation is silent), and the features. [SegmentLabels] says what
/// follows from segments.
final class BlockTable {
  private static final int GRAM = 4;

  private BlockTable() {}

  public static void main(String[] arguments) throws IOException {
    try (PrintWriter out =
        new PrintWriter(Files.newBufferedWriter(Path.of(arguments[1]), StandardCharsets.UTF_8))) {
      for (GoldPages.Page page : GoldPages.read(Path.of(arguments[0]))) {
        if (!page.heldOut()) {
          write(page, out);
        }
      }
    }
  }

  private static void write(GoldPages.Page page, PrintWriter out) {
    String markup = PageCharset.decode(page.bytes(), null);
    if (markup == null) {
      return;
    }
    Document document = Jsoup.parse(markup);
    List<TextBlock> blocks = PageBlocks.of(document.body());
    if (blocks.isEmpty()) {
      return;
    }
    BlockFeatures features = new BlockFeatures(blocks, document.title());
    Set<List<String>> grams = new HashSet<>();
    if (page.text() != null) {
      List<String> gold = TokenF1.tokens(page.text());
      for (int length = 1; length <= GRAM; length++) {
        for (int i = 0; i + length <= gold.size(); i++) {
          grams.add(List.copyOf(gold.subList(i, i + length)));
        }
      }
    }
    for (int i = 0; i < blocks.size(); i++) {
      List<String> tokens = TokenF1.tokens(blocks.get(i).text());
      Integer label =
          page.text() == null ? label(blocks.get(i).text(), page) : label(tokens, grams);
      StringBuilder line = new StringBuilder();
      line.append(page.set()).append('\t').append(page.key()).append('\t').append(tokens.size());
      line.append('\t').append(label == null ? "" : label);
      for (float feature : features.of(i)) {
        line.append('\t').append(feature);
      }
      out.append(line).append('\n');
    }
  }

  /// Main text, when most of its 4-grams (of a shorter block: the whole of it) stand in the gold.
  private static @Nullable Integer label(List<String> tokens, Set<List<String>> grams) {
    if (tokens.isEmpty()) {
      return null;
    }
    int gram = Math.min(GRAM, tokens.size());
    int places = tokens.size() - gram + 1;
    int found = 0;
    for (int i = 0; i < places; i++) {
      found += grams.contains(tokens.subList(i, i + gram)) ? 1 : 0;
    }
    return 2 * found > places ? 1 : 0;
  }

  private static @Nullable Integer label(String text, GoldPages.Page page) {
    if (page.unwanted().stream().anyMatch(text::contains)) {
      return 0;
    }
    return page.wanted().stream().anyMatch(text::contains) ? 1 : null;
  }
}
