package org.bloomery.curate.html;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A run of text between two block boundaries of a page, and what can be counted in it alone.
///
/// @param text white space collapsed, except in `pre`; `br` is a line feed
/// @param container the block element that holds the run
/// @param length letters and digits, with [TextLength]'s weight
/// @param linkLength the same, inside links
/// @param sentenceEnds marks that end a sentence in any script
/// @param commas marks that part a sentence in any script
/// @param capitals upper-case letters
/// @param cell whether it continues the row of a table that the block before it began
/// @param hidden whether the page asks not to show it
record TextBlock(
    String text,
    Container container,
    int length,
    int linkLength,
    int sentenceEnds,
    int commas,
    int capitals,
    boolean endsSentence,
    boolean cell,
    boolean hidden) {

  /// The share of the text in [0, 1] that is linked.
  double linkDensity() {
    return length == 0 ? 0 : (double) linkLength / length;
  }

  /// Long enough and free enough of links to be prose, whatever surrounds it.
  boolean isProse() {
    return length >= 60 && linkDensity() < 0.33 && !hidden;
  }

  /// A block element of a page with the sums over all text below it.
  static final class Container {
    final @Nullable Container parent;
    final int depth;

    /// Hints of this element alone and of it with everything above; see [ElementHints].
    final long ownHints;

    final long allHints;

    /// This element and the one that holds it, by name and class; alike for parts that a page
    /// repeats.
    final int signature;

    /// How many elements beside it, itself counted, have the same name and class.
    final int[] alike;

    private final int ownSignature;
    private final Map<Integer, int[]> children = new HashMap<>();
    int length;
    int linkLength;
    int proseLength;
    int blocks;
    double prose;

    /// @param ownSignature a hash of the element's name and class
    Container(@Nullable Container parent, int ownSignature, long ownHints) {
      this.parent = parent;
      this.ownSignature = ownSignature;
      this.signature = parent == null ? ownSignature : 31 * parent.ownSignature + ownSignature;
      this.alike =
          parent == null
              ? new int[1]
              : parent.children.computeIfAbsent(ownSignature, _ -> new int[1]);
      alike[0]++;
      this.depth = parent == null ? 0 : parent.depth + 1;
      this.ownHints = ownHints;
      this.allHints = parent == null ? ownHints : parent.allHints | ownHints;
    }

    /// Whether it is an element or lies in it.
    boolean isWithin(Container outer) {
      return up(Math.max(0, depth - outer.depth)).equals(outer);
    }

    /// The innermost element that holds both.
    Container shared(Container other) {
      Container one = up(Math.max(0, depth - other.depth));
      Container two = other.up(Math.max(0, other.depth - depth));
      while (!one.equals(two) && one.parent != null && two.parent != null) {
        one = one.parent;
        two = two.parent;
      }
      return one;
    }

    /// This element or the nearest one above that is there.
    Container up(int levels) {
      Container at = this;
      for (int i = 0; i < levels && at.parent != null; i++) {
        at = at.parent;
      }
      return at;
    }
  }
}
