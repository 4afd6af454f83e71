package org.bloomery.curate.duplicate;

import java.util.Arrays;

/// The lines or the paragraphs of a text, each with its place and a hash of what it says. White
/// space around a passage does not count. Not safe for threads.
public final class Passages {
  /// What ends a passage: one line feed, or at least two.
  private final int lineFeeds;

  private int[] starts = new int[64];
  private int[] ends = new int[64];
  private long[] hashes = new long[64];
  private int[] characters = new int[64];
  private int count;

  private Passages(int lineFeeds) {
    this.lineFeeds = lineFeeds;
  }

  public static Passages lines() {
    return new Passages(1);
  }

  /// Paragraphs have an empty line between them.
  public static Passages paragraphs() {
    return new Passages(2);
  }

  /// Reads a text.
  ///
  /// @return this, whose passages are those of the text until the next one
  public Passages read(String text) {
    count = 0;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || (text.charAt(i) == '\n' && isEnd(text, i))) {
        add(text, start, i);
        start = i + 1;
      }
    }
    return this;
  }

  private boolean isEnd(String text, int lineFeed) {
    return lineFeeds == 1
        || (lineFeed + 1 < text.length() && text.charAt(lineFeed + 1) == '\n')
        || (lineFeed > 0 && text.charAt(lineFeed - 1) == '\n');
  }

  private void add(String text, int start, int end) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
      hashes = Arrays.copyOf(hashes, 2 * count);
      characters = Arrays.copyOf(characters, 2 * count);
    }
    int from = start;
    int to = end;
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(text.charAt(to - 1))) {
      to--;
    }
    long hash = 0;
    for (int i = from; i < to; i++) {
      hash = hash * 0x9E3779B97F4A7C15L + text.charAt(i) + 1;
    }
    starts[count] = start;
    ends[count] = end;
    hashes[count] = Mixing.mix(hash);
    characters[count] = text.codePointCount(from, to);
    count++;
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  public int count() {
    return count;
  }

  public long hash(int passage) {
    return hashes[passage];
  }

  /// Code points of a passage without the white space around it.
  public int characters(int passage) {
    return characters[passage];
  }

  /// The text without some passages.
  ///
  /// @param text the one that was read
  /// @param removed numbers of passages, ascending
  public String without(String text, int[] removed) {
    StringBuilder kept = new StringBuilder(text.length());
    int from = 0;
    for (int passage : removed) {
      kept.append(text, from, starts[passage]);
      from = Math.min(text.length(), ends[passage] + 1); // with the line feed that ends it
    }
    kept.append(text, from, text.length());
    int end = kept.length();
    if (removed.length > 0) { // the last passage takes the line feed before it along
      while (end > 0 && kept.charAt(end - 1) == '\n' && !text.endsWith("\n")) {
        end--;
      }
    }
    return kept.substring(0, end);
  }
}
