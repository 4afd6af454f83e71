package org.bloomery.curate.html;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bloomery.curate.html.TextBlock.Container;

/// What the judge of blocks looks at: the block itself, its neighbours, the elements around it, and
/// where it lies relative to the part of the page that holds most prose. Nothing depends on the
/// language of the page.
final class BlockFeatures {
  /// Neighbours on each side.
  private static final int NEIGHBOURS = 2;

  /// Every block is looked for in the title, which a page can make as long as itself.
  private static final int TITLE_CHARACTERS = 1000;

  private static final int ANCESTORS = 4;
  private static final int OWN = 14;
  private static final int NEIGHBOUR = 5;
  private static final int ANCESTOR = 6;
  private static final int REGION = 9;
  private static final int GROUP = 7;
  static final int COUNT =
      OWN
          + 2 * NEIGHBOURS * NEIGHBOUR
          + ANCESTORS * ANCESTOR
          + REGION
          + GROUP
          + 3 * ElementHints.COUNT;

  private final List<TextBlock> blocks;
  private final String title;
  private final Map<String, Integer> occurrences = new HashMap<>();
  private final Map<Integer, Group> groups = new HashMap<>();
  private final Container page;
  private final Container region;
  private int firstProse = Integer.MAX_VALUE;
  private int lastProse = -1;

  /// @param title of the page, empty when it has none
  BlockFeatures(List<TextBlock> blocks, String title) {
    this.blocks = blocks;
    this.title =
        title.substring(0, Math.min(title.length(), TITLE_CHARACTERS)).toLowerCase(Locale.ROOT);
    Container best = null;
    Container top = null;
    for (TextBlock block : blocks) {
      occurrences.merge(block.text(), 1, Integer::sum);
      groups.computeIfAbsent(block.container().signature, _ -> new Group()).add(block);
      for (Container at = block.container(); at != null; at = at.parent) {
        if (best == null || at.prose > best.prose) {
          best = at;
        }
        top = at;
      }
    }
    if (best == null || top == null) {
      throw new IllegalArgumentException("a page without blocks has no features");
    }
    region = best;
    page = top;
    for (int i = 0; i < blocks.size(); i++) {
      if (blocks.get(i).isProse() && blocks.get(i).container().isWithin(region)) {
        firstProse = Math.min(firstProse, i);
        lastProse = i;
      }
    }
  }

  /// The features of a block, [#COUNT] of them.
  float[] of(int index) {
    float[] row = new float[COUNT];
    int at = own(index, row);
    for (int n = -NEIGHBOURS; n <= NEIGHBOURS; n++) {
      at = n == 0 ? at : neighbour(index + n, row, at);
    }
    TextBlock block = blocks.get(index);
    for (int level = 0; level < ANCESTORS; level++) {
      at = ancestor(block.container().up(level), row, at);
    }
    at = region(index, row, at);
    at = group(index, row, at);
    at = hints(block.container().ownHints, row, at);
    at = hints(block.container().up(1).ownHints | block.container().up(2).ownHints, row, at);
    hints(block.container().allHints, row, at);
    return row;
  }

  private int own(int index, float[] row) {
    TextBlock block = blocks.get(index);
    String text = block.text();
    int at = 0;
    row[at++] = log(block.length());
    row[at++] = (float) block.linkDensity();
    row[at++] = block.sentenceEnds();
    row[at++] = block.commas();
    row[at++] = ratio(block.capitals(), block.length());
    row[at++] = block.endsSentence() ? 1 : 0;
    row[at++] = block.cell() ? 1 : 0;
    row[at++] = block.hidden() ? 1 : 0;
    row[at++] = occurrences.getOrDefault(text, 0);
    row[at++] = text.length() > 3 && title.contains(text.toLowerCase(Locale.ROOT)) ? 1 : 0;
    row[at++] = digits(text);
    row[at++] = ratio(index, blocks.size());
    row[at++] = log(blocks.size());
    row[at++] = text.endsWith(":") ? 1 : 0;
    return at;
  }

  private static float digits(String text) {
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      digits += Character.isDigit(text.charAt(i)) ? 1 : 0;
    }
    return ratio(digits, text.length());
  }

  private int neighbour(int index, float[] row, int start) {
    if (index >= 0 && index < blocks.size()) {
      TextBlock block = blocks.get(index);
      row[start] = log(block.length());
      row[start + 1] = (float) block.linkDensity();
      row[start + 2] = block.endsSentence() ? 1 : 0;
      row[start + 3] = block.isProse() ? 1 : 0;
      row[start + 4] = block.commas();
    } else {
      row[start] = -1;
    }
    return start + NEIGHBOUR;
  }

  private int ancestor(Container container, float[] row, int start) {
    row[start] = ratio(container.proseLength, page.proseLength);
    row[start + 1] = ratio(container.proseLength, container.length);
    row[start + 2] = ratio(container.linkLength, container.length);
    row[start + 3] = log(container.blocks);
    row[start + 4] = ratio(container.length, page.length);
    row[start + 5] = log(container.alike[0]);
    return start + ANCESTOR;
  }

  private int region(int index, float[] row, int start) {
    Container own = blocks.get(index).container();
    Container shared = own.shared(region);
    row[start] = region.depth - shared.depth;
    row[start + 1] = own.depth - shared.depth;
    row[start + 2] = ratio(region.proseLength, page.proseLength);
    row[start + 3] = ratio(shared.proseLength - region.proseLength, page.proseLength);
    row[start + 4] = lastProse < 0 ? 0 : Math.clamp(index - firstProse, -10, 10);
    row[start + 5] = lastProse < 0 ? 0 : Math.clamp(index - lastProse, -10, 10);
    row[start + 6] = ratio(own.up(1).proseLength, region.proseLength);
    row[start + 7] = ratio((int) (100 * own.prose), (int) (100 * region.prose));
    row[start + 8] = log(region.proseLength);
    return start + REGION;
  }

  private int group(int index, float[] row, int start) {
    TextBlock block = blocks.get(index);
    Group group = groups.getOrDefault(block.container().signature, new Group());
    row[start] = log(group.blocks);
    row[start + 1] = ratio(group.length, page.length);
    row[start + 2] = ratio(group.prose, group.blocks);
    row[start + 3] = ratio(group.proseLength, page.proseLength);
    row[start + 4] = ratio(group.linkLength, group.length);
    row[start + 5] = ratio(group.sentences, group.blocks);
    row[start + 6] = log(group.length / Math.max(1, group.blocks));
    return start + GROUP;
  }

  /// Sums over the blocks of a page that lie in elements of the same kind.
  private static final class Group {
    int blocks;
    int length;
    int linkLength;
    int prose;
    int proseLength;
    int sentences;

    void add(TextBlock block) {
      blocks++;
      length += block.length();
      linkLength += block.linkLength();
      prose += block.isProse() ? 1 : 0;
      proseLength += block.isProse() ? block.length() : 0;
      sentences += block.endsSentence() ? 1 : 0;
    }
  }

  private static int hints(long bits, float[] row, int start) {
    for (int i = 0; i < ElementHints.COUNT; i++) {
      row[start + i] = (bits >>> i) & 1;
    }
    return start + ElementHints.COUNT;
  }

  private static float ratio(int part, int whole) {
    return whole == 0 ? 0 : (float) part / whole;
  }

  private static float log(int count) {
    return (float) Math.log1p(count);
  }
}
