package org.bloomery.curate.html;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bloomery.curate.html.TextBlock.Container;
import org.jspecify.annotations.Nullable;

/// What follows for the blocks of a page from a few segments that must, and must not, be found.
/// What lies outside the smallest element that holds all wanted segments is not main text; nor is
/// what lies, inside it, in an element that holds unwanted segments only. Prose beside a wanted
/// segment is main text. About the rest nothing is known.
final class SegmentLabels {
  private final GoldPages.Page page;
  private final Map<Container, int[]> sums = new HashMap<>(); // wanted, unwanted below it
  private final int wanted;

  SegmentLabels(GoldPages.Page page, List<TextBlock> blocks) {
    this.page = page;
    int found = 0;
    for (TextBlock block : blocks) {
      Integer direct = direct(block);
      if (direct != null) {
        found += direct;
        for (Container at = block.container(); at != null; at = at.parent) {
          sums.computeIfAbsent(at, _ -> new int[2])[1 - direct]++;
        }
      }
    }
    wanted = found;
  }

  private @Nullable Integer direct(TextBlock block) {
    if (page.unwanted().stream().anyMatch(block.text()::contains)) {
      return 0;
    }
    return page.wanted().stream().anyMatch(block.text()::contains) ? 1 : null;
  }

  private int sum(Container container, int which) {
    int[] sum = sums.get(container);
    return sum == null ? 0 : sum[which];
  }

  /// 1 main text, 0 not, null where nothing follows.
  @Nullable Integer label(TextBlock block) {
    Integer direct = direct(block);
    if (direct != null || wanted < 2) {
      return direct;
    }
    Container common = block.container();
    while (common.parent != null && sum(common, 0) < wanted) {
      if (sum(common, 0) == 0 && sum(common, 1) > 0) {
        return 0;
      }
      common = common.parent;
    }
    if (holdsAllInOneChild(common)) {
      return 0;
    }
    boolean beside = sum(block.container(), 0) > 0 || sum(block.container().up(1), 0) > 0;
    return beside && block.isProse() ? 1 : null;
  }

  /// Whether a smaller element than this one holds all wanted segments, without the block.
  private boolean holdsAllInOneChild(Container container) {
    return sums.entrySet().stream()
        .anyMatch(e -> e.getValue()[0] == wanted && e.getKey().parent == container);
  }
}
