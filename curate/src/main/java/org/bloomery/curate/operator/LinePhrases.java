package org.bloomery.curate.operator;

import java.util.Arrays;
import java.util.List;
import org.bloomery.artifact.run.filter.C4Settings;

/// Finds phrases in lines, whatever their case, all of them in one pass: where two neighbours begin
/// no phrase, nothing else is looked at. A character stands for its lower case alone.
final class LinePhrases {
  /// Kinds of phrases, as bits.
  static final int LOREM_IPSUM = 1;

  static final int JAVASCRIPT = 2;
  static final int POLICY = 4;

  /// Lower-case ASCII characters by what becomes one; 0 for the rest. Also `K`, the sign of the
  /// kelvin, and `İ` have lower-case forms in ASCII.
  private static final byte[] LOWER_ASCII = new byte[1 << 16];

  static {
    for (int c = 0; c < LOWER_ASCII.length; c++) {
      char lower = Character.toLowerCase((char) c);
      LOWER_ASCII[c] = lower < 0x80 ? (byte) lower : 0;
    }
  }

  private final char[][] phrases;
  private final int[] kinds;

  /// Phrases that may begin with a character, and that may have one in second place: phrase p is
  /// bit p modulo 64.
  private final long[] first = new long[128];

  private final long[] second = new long[128];

  LinePhrases(C4Settings settings) {
    List<String> policy = settings.policyPhrases();
    phrases = new char[policy.size() + 2][];
    kinds = new int[phrases.length];
    Arrays.fill(kinds, POLICY);
    for (int p = 0; p < policy.size(); p++) {
      phrases[p] = policy.get(p).toCharArray();
    }
    phrases[policy.size()] = "lorem ipsum".toCharArray();
    kinds[policy.size()] = LOREM_IPSUM;
    phrases[policy.size() + 1] = "javascript".toCharArray();
    kinds[policy.size() + 1] = JAVASCRIPT;
    for (int p = 0; p < phrases.length; p++) {
      mark(first, phrases[p], 0, p);
      mark(second, phrases[p], 1, p);
    }
  }

  private static void mark(long[] table, char[] phrase, int place, int number) {
    if (place < phrase.length && phrase[place] > 0 && phrase[place] < 0x80) {
      table[phrase[place]] |= 1L << number;
    } else { // anything may stand there
      for (int c = 0; c < table.length; c++) {
        table[c] |= 1L << number;
      }
    }
  }

  /// The kinds of which a range holds a phrase.
  int kinds(char[] line, int from, int to) {
    int found = 0;
    for (int i = from; i < to; i++) {
      long begun = first[LOWER_ASCII[line[i]]];
      if (begun != 0) {
        long going = begun & second[i + 1 < to ? LOWER_ASCII[line[i + 1]] : 0];
        if (going != 0) {
          found |= kinds(line, i, to, going);
        }
      }
    }
    return found;
  }

  private int kinds(char[] line, int at, int to, long going) {
    int found = 0;
    for (int p = 0; p < phrases.length; p++) {
      if ((going & (1L << p)) != 0 && startsWith(line, at, to, phrases[p])) {
        found |= kinds[p];
      }
    }
    return found;
  }

  private static boolean startsWith(char[] line, int at, int to, char[] phrase) {
    if (to - at < phrase.length) {
      return false;
    }
    for (int i = 0; i < phrase.length; i++) {
      if (Character.toLowerCase(line[at + i]) != phrase[i]) {
        return false;
      }
    }
    return true;
  }
}
