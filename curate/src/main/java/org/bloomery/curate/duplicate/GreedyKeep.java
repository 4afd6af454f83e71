package org.bloomery.curate.duplicate;

import java.util.Arrays;
import java.util.function.IntFunction;

/// Decides which of a group of documents stay. Documents are offered from the most to the least
/// preferred; one is dropped only if it is like a document that stays, which is then its keeper.
///
/// So every dropped document has a likeness that was measured to a document of the result. Taking
/// clusters by their connections alone would not give that: in a chain of small changes the ends
/// have nothing in common, and one text would stand for whole sources (see
/// marin-community/marin#6854).
///
/// Holds the keys of the documents that stay, 12 bytes a key and more.
public final class GreedyKeep {
  /// Compares two offered documents, by the numbers of their offers.
  public interface Likeness {
    double between(int offered, int kept);
  }

  private static final int NONE = -1;

  private final double threshold;
  private final Likeness likeness;

  // A hash table with chains: entry e holds a key of a kept document, the newest entries first.
  private int[] heads = new int[1 << 8];
  private long[] keys = new long[1 << 7];
  private int[] documents = new int[1 << 7];
  private int[] next = new int[1 << 7];
  private int entries;

  private int[] seen = new int[1 << 7];
  private double similarity;

  public GreedyKeep(double threshold, Likeness likeness) {
    this.threshold = threshold;
    this.likeness = likeness;
    Arrays.fill(heads, NONE);
  }

  /// Offers the next document.
  ///
  /// @param number a number for it, larger than those before
  /// @param offered holds its keys, `count` from `from` on
  /// @return the number of its keeper, the most preferred that is like it, or -1 if it stays
  public int offer(int number, long[] offered, int from, int count) {
    int candidates = 0;
    for (int k = from; k < from + count; k++) {
      for (int e = heads[slot(offered[k])]; e != NONE; e = next[e]) {
        if (keys[e] == offered[k]) {
          candidates = candidate(documents[e], candidates);
        }
      }
    }
    Arrays.sort(seen, 0, candidates);
    for (int c = 0; c < candidates; c++) {
      if (c == 0 || seen[c] != seen[c - 1]) {
        double alike = likeness.between(number, seen[c]);
        if (alike >= threshold) {
          similarity = alike;
          return seen[c];
        }
      }
    }
    for (int k = from; k < from + count; k++) {
      keep(number, offered[k]);
    }
    return NONE;
  }

  private int candidate(int document, int candidates) {
    if (candidates > 0 && seen[candidates - 1] == document) {
      return candidates;
    }
    if (candidates == seen.length) {
      seen = Arrays.copyOf(seen, 2 * candidates);
    }
    seen[candidates] = document;
    return candidates + 1;
  }

  /// How like the last dropped document is to its keeper.
  public double similarity() {
    return similarity;
  }

  private int slot(long key) {
    return (int) Mixing.mix(key) & (heads.length - 1);
  }

  private void keep(int document, long key) {
    if (entries == keys.length) {
      grow();
    }
    int slot = slot(key);
    keys[entries] = key;
    documents[entries] = document;
    next[entries] = heads[slot];
    heads[slot] = entries++;
  }

  private void grow() {
    keys = Arrays.copyOf(keys, 2 * entries);
    documents = Arrays.copyOf(documents, 2 * entries);
    next = new int[2 * entries];
    heads = new int[4 * entries];
    Arrays.fill(heads, NONE);
    for (int e = 0; e < entries; e++) {
      int slot = slot(keys[e]);
      next[e] = heads[slot];
      heads[slot] = e;
    }
  }

  /// A likeness of evidence that is looked up by number.
  public static Likeness by(Sketcher sketcher, IntFunction<long[]> evidence) {
    return (offered, kept) -> sketcher.similarity(evidence.apply(offered), evidence.apply(kept));
  }
}
