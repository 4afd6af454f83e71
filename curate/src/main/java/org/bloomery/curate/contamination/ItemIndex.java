package org.bloomery.curate.contamination;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.bloomery.curate.duplicate.Mixing;
import org.bloomery.curate.duplicate.Shingles;

/// The items of evaluation tasks by their runs of n tokens (13 in Brown et al. 2020, "Language
/// Models are Few-Shot Learners", appendix C). Tokens are those of [Shingles], so case and
/// punctuation do not matter, and languages without spaces are compared by characters.
///
/// An item with fewer than n tokens is one run of its own length; one that is too short to say
/// anything is left out and counted.
public final class ItemIndex implements Serializable {
  /// An item that a document holds.
  ///
  /// @param item number of the item, in the order in which items were given
  /// @param share of its different runs that the document has
  public record Hit(int item, double share) {}

  /// Runs of one length: a table with open addressing, and for each run its items.
  private static final class Runs implements Serializable {
    private final int tokens;
    private long[] hashes = new long[1 << 6];
    private int[] firsts = new int[1 << 6];
    private int[] items = new int[1 << 5];
    private int[] nexts = new int[1 << 5];
    private int entries;
    private int used;

    Runs(int tokens) {
      this.tokens = tokens;
      Arrays.fill(firsts, NONE);
    }

    private int slot(long hash) {
      int slot = (int) Mixing.mix(hash) & (hashes.length - 1);
      while (firsts[slot] != NONE && hashes[slot] != hash) {
        slot = (slot + 1) & (hashes.length - 1);
      }
      return slot;
    }

    void add(long hash, int item) {
      if (2 * used >= hashes.length) {
        grow();
      }
      if (entries == items.length) {
        items = Arrays.copyOf(items, 2 * entries);
        nexts = Arrays.copyOf(nexts, 2 * entries);
      }
      int slot = slot(hash);
      used += firsts[slot] == NONE ? 1 : 0;
      hashes[slot] = hash;
      items[entries] = item;
      nexts[entries] = firsts[slot];
      firsts[slot] = entries++;
    }

    private void grow() {
      long[] oldHashes = hashes;
      int[] oldFirsts = firsts;
      hashes = new long[2 * oldHashes.length];
      firsts = new int[hashes.length];
      Arrays.fill(firsts, NONE);
      for (int i = 0; i < oldHashes.length; i++) {
        if (oldFirsts[i] != NONE) {
          int slot = slot(oldHashes[i]);
          hashes[slot] = oldHashes[i];
          firsts[slot] = oldFirsts[i];
        }
      }
    }
  }

  private static final int NONE = -1;

  private final int ngram;
  private final int minimumTokens;
  private final double overlap;
  private final TreeMap<Integer, Runs> byLength = new TreeMap<>();
  private int[] runsOfItem = new int[64];
  private int count;
  private int tooShort;

  /// An index without items.
  ///
  /// @param ngram n
  /// @param minimumTokens items with fewer are left out
  /// @param overlap least share of an item's runs in a document that holds it, in (0, 1]
  public ItemIndex(int ngram, int minimumTokens, double overlap) {
    this.ngram = ngram;
    this.minimumTokens = minimumTokens;
    this.overlap = overlap;
  }

  /// Adds the next item.
  ///
  /// @return false if it is too short to be looked for
  public boolean add(String item) {
    if (count == runsOfItem.length) {
      runsOfItem = Arrays.copyOf(runsOfItem, 2 * count);
    }
    int number = count++;
    int tokens = new Shingles(1).read(item).count();
    if (tokens < minimumTokens) {
      tooShort++;
      return false;
    }
    int length = Math.min(ngram, tokens);
    long[] runs = new Shingles(length).read(item).distinct();
    runsOfItem[number] = runs.length;
    Runs table = byLength.computeIfAbsent(length, Runs::new);
    for (long run : runs) {
      table.add(run, number);
    }
    return true;
  }

  /// Items added up to now.
  public int count() {
    return count;
  }

  /// How many of them are too short.
  public int tooShort() {
    return tooShort;
  }

  /// The items that a text holds, in their order.
  public List<Hit> find(String text) {
    int[] found = new int[16];
    int filled = 0;
    for (Runs table : byLength.values()) {
      Shingles shingles = new Shingles(table.tokens);
      shingles.read(text);
      for (long run : distinctKnown(shingles, table)) {
        for (int e = table.firsts[table.slot(run)]; e != NONE; e = table.nexts[e]) {
          if (filled == found.length) {
            found = Arrays.copyOf(found, 2 * filled);
          }
          found[filled++] = table.items[e];
        }
      }
    }
    Arrays.sort(found, 0, filled);
    List<Hit> hits = new ArrayList<>();
    for (int i = 0; i < filled; ) {
      int start = i;
      while (i < filled && found[i] == found[start]) {
        i++;
      }
      double share = (double) (i - start) / runsOfItem[found[start]];
      if (share >= overlap) {
        hits.add(new Hit(found[start], share));
      }
    }
    return hits;
  }

  /// The runs of a text that some item has, each once. Most texts have none.
  private static long[] distinctKnown(Shingles shingles, Runs table) {
    long[] known = new long[8];
    int filled = 0;
    long[] hashes = shingles.hashes();
    for (int i = 0; i < shingles.count(); i++) {
      if (table.firsts[table.slot(hashes[i])] != NONE) {
        if (filled == known.length) {
          known = Arrays.copyOf(known, 2 * filled);
        }
        known[filled++] = hashes[i];
      }
    }
    return Arrays.stream(known, 0, filled).distinct().toArray();
  }
}
