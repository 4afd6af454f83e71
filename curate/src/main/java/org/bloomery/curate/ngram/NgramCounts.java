package org.bloomery.curate.ngram;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bloomery.artifact.ResourceException;
import org.bloomery.curate.text.Keys;

/// Counts of all n-grams up to an order, as a tree: an n-gram is its beginning and its last token.
/// Token 0 is `<unk>`, 1 is `<s>`, 2 is `</s>`.
final class NgramCounts {
  static final int UNKNOWN = 0;
  static final int BEGIN = 1;
  static final int END = 2;
  private static final int MOST = 1 << 27;

  private final Unit unit;
  private final Map<String, Integer> ids = new HashMap<>();
  private final List<String> words = new ArrayList<>();
  private final List<Level> levels = new ArrayList<>();

  NgramCounts(Unit unit, int order) {
    this.unit = unit;
    for (String special : List.of(NgramModel.UNKNOWN, NgramModel.BEGIN, NgramModel.END)) {
      ids.put(special, words.size());
      words.add(special);
    }
    for (int i = 0; i < order; i++) {
      levels.add(new Level());
    }
    levels.getFirst().add(0, UNKNOWN, 0, -1);
    levels.getFirst().add(0, BEGIN, 0, -1);
    levels.getFirst().add(0, END, 0, -1);
  }

  /// Counts a text as one sentence.
  void add(String text) {
    List<String> tokens = unit.tokens(text);
    if (tokens.isEmpty()) {
      return;
    }
    int[] sentence = new int[tokens.size() + 2];
    sentence[0] = BEGIN;
    for (int i = 0; i < tokens.size(); i++) {
      sentence[i + 1] = ids.computeIfAbsent(tokens.get(i), this::newWord);
    }
    sentence[sentence.length - 1] = END;
    int[] last = new int[levels.size() + 1]; // the n-gram of each length that ended before
    Arrays.fill(last, -1);
    for (int word : sentence) {
      int[] next = new int[last.length];
      Arrays.fill(next, -1);
      for (int length = 1; length <= levels.size(); length++) {
        int parent = length == 1 ? 0 : last[length - 1];
        if (parent < 0) {
          break;
        }
        int suffix = length == 1 ? -1 : next[length - 1];
        next[length] = levels.get(length - 1).add(parent, word, 1, suffix);
      }
      last = next;
    }
  }

  private int newWord(String word) {
    words.add(word);
    return words.size() - 1;
  }

  int order() {
    return levels.size();
  }

  /// The n-grams of a length.
  Level level(int length) {
    return levels.get(length - 1);
  }

  /// The word of a unigram.
  String word(int id) {
    return words.get(id);
  }

  /// Words, `<unk>` and `</s>`: what a probability is given to.
  int vocabulary() {
    return words.size() - 1;
  }

  Unit unit() {
    return unit;
  }

  /// The n-grams of one length, numbered in the order in which they came.
  static final class Level {
    private int[] slots = filled(1 << 12);
    private int[] parents = new int[1 << 10];
    private int[] lastWords = new int[1 << 10];
    private int[] suffixes = new int[1 << 10];
    private long[] counts = new long[1 << 10];
    private int size;

    private static int[] filled(int capacity) {
      int[] slots = new int[capacity];
      Arrays.fill(slots, -1);
      return slots;
    }

    /// Counts an n-gram.
    ///
    /// @param parent number of its beginning in the level below
    /// @param suffix number of the n-gram without its first token in the level below
    /// @return its number
    int add(int parent, int word, long count, int suffix) {
      int slot = slot(parent, word);
      if (slots[slot] < 0) {
        slots[slot] = append(parent, word, suffix);
        if (3L * size > 2L * slots.length) {
          rehash();
          slot = slot(parent, word);
        }
      }
      counts[slots[slot]] += count;
      return slots[slot];
    }

    private int append(int parent, int word, int suffix) {
      if (size == MOST) {
        throw new ResourceException(
            "the texts hold more than "
                + MOST
                + " different n-grams of one length; train on fewer texts, or with a lower order");
      }
      if (size == parents.length) {
        int capacity = 2 * size;
        parents = Arrays.copyOf(parents, capacity);
        lastWords = Arrays.copyOf(lastWords, capacity);
        suffixes = Arrays.copyOf(suffixes, capacity);
        counts = Arrays.copyOf(counts, capacity);
      }
      parents[size] = parent;
      lastWords[size] = word;
      suffixes[size] = suffix;
      return size++;
    }

    private int slot(int parent, int word) {
      int slot = (int) Keys.mix(((long) parent << 32) | word) & (slots.length - 1);
      while (slots[slot] >= 0
          && (parents[slots[slot]] != parent || lastWords[slots[slot]] != word)) {
        slot = (slot + 1) & (slots.length - 1);
      }
      return slot;
    }

    private void rehash() {
      slots = filled(2 * slots.length);
      for (int i = 0; i < size; i++) {
        slots[slot(parents[i], lastWords[i])] = i;
      }
    }

    int size() {
      return size;
    }

    int parent(int gram) {
      return parents[gram];
    }

    int lastWord(int gram) {
      return lastWords[gram];
    }

    int suffix(int gram) {
      return suffixes[gram];
    }

    long count(int gram) {
      return counts[gram];
    }
  }
}
