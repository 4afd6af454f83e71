package org.bloomery.curate.crawl;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bloomery.curate.ContentHash;

/// Step four: lines that stand on many pages of a seed are its furniture. Learned from at most
/// [#SAMPLE_PAGES] pages that differ from each other; a line counts once a page, without the white
/// space around it; lines on more than a hundredth of the pages, and on more than [#MINIMUM_PAGES],
/// are taken out of every page.
final class RepeatedLines {
  static final int SAMPLE_PAGES = 10_000;
  static final int MINIMUM_PAGES = 10;
  private static final double SHARE_OF_PAGES = 0.01;

  private final Set<String> texts = new HashSet<>();
  private final Map<String, Integer> pages = new HashMap<>();

  /// Learns from a page.
  void learn(String text) {
    if (texts.size() < SAMPLE_PAGES && texts.add(ContentHash.of(text))) {
      Set<String> lines = new HashSet<>();
      text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(lines::add);
      lines.forEach(line -> pages.merge(line, 1, Integer::sum));
    }
  }

  /// The furniture with the number of pages that it stands on.
  Map<String, Integer> found() {
    double limit = Math.max(MINIMUM_PAGES, SHARE_OF_PAGES * texts.size());
    TreeMap<String, Integer> found = new TreeMap<>(pages);
    found.values().removeIf(count -> count <= limit);
    return found;
  }

  /// A page without these lines, and without lines that repeat one above them.
  static String clean(String text, Set<String> repeated) {
    Set<String> kept = new LinkedHashSet<>();
    StringBuilder clean = new StringBuilder(text.length());
    text.lines()
        .filter(line -> !repeated.contains(line.strip()))
        .filter(line -> line.isBlank() || kept.add(line.strip()))
        .forEach(line -> clean.append(line).append('\n'));
    return clean.toString().strip();
  }
}
