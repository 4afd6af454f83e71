package org.bloomery.curate.html;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/// Keeps the blocks that are more likely main text than not, less hidden ones that repeat text that
/// is shown: a second copy of the article. Hidden text that goes on where the shown text ends
/// stays.
final class BlockChoice {
  /// Words in a row by which texts are compared.
  private static final int RUN = 3;

  private BlockChoice() {}

  /// The blocks of the main text.
  ///
  /// @param scores of the blocks: logarithms of odds
  static List<TextBlock> of(List<TextBlock> blocks, double[] scores) {
    return withoutHiddenCopies(likely(blocks, scores));
  }

  private static List<TextBlock> likely(List<TextBlock> blocks, double[] scores) {
    List<TextBlock> likely = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      if (scores[i] > 0) {
        likely.add(blocks.get(i));
      }
    }
    return likely;
  }

  private static List<TextBlock> withoutHiddenCopies(List<TextBlock> kept) {
    if (kept.stream().noneMatch(TextBlock::hidden)) {
      return kept;
    }
    Set<List<String>> shown = new HashSet<>();
    for (TextBlock block : kept) {
      if (!block.hidden()) {
        shown.addAll(runs(block));
      }
    }
    return kept.stream().filter(block -> !block.hidden() || !isCopy(runs(block), shown)).toList();
  }

  private static boolean isCopy(List<List<String>> runs, Set<List<String>> shown) {
    return 2 * runs.stream().filter(shown::contains).count() > runs.size();
  }

  /// What stands in a row in it, a few words each time.
  private static List<List<String>> runs(TextBlock block) {
    List<String> words = List.of(words(block.text()).split(" ", -1));
    int length = Math.min(RUN, words.size());
    return IntStream.rangeClosed(0, words.size() - length)
        .mapToObj(i -> words.subList(i, i + length))
        .toList();
  }

  /// Letters and digits in lower case, everything between them one space.
  private static String words(String text) {
    StringBuilder words = new StringBuilder();
    for (int c : text.toLowerCase(Locale.ROOT).codePoints().toArray()) {
      if (Character.isLetterOrDigit(c)) {
        words.appendCodePoint(c);
      } else if (!words.isEmpty() && words.charAt(words.length() - 1) != ' ') {
        words.append(' ');
      }
    }
    return words.toString().strip();
  }
}
