package org.bloomery.curate.duplicate;

import java.util.Arrays;

/// The runs of n tokens of a text ("shingles", Broder 1997), as 64-bit hashes. A text with fewer
/// than n tokens has one shingle, of all its tokens; a text without tokens has none. Not safe for
/// threads.
///
/// Two different shingles of a million meet in one hash with a probability of 3e-8.
public final class Shingles {
  private static final long FACTOR = 0xD6E8FEB86659FD93L;

  private final int tokensPerShingle;
  private final long leavingFactor;
  private final Tokens tokens = new Tokens();
  private long[] hashes = new long[256];
  private int count;

  /// Shingles of one length.
  ///
  /// @param tokensPerShingle n, at least 1
  public Shingles(int tokensPerShingle) {
    this.tokensPerShingle = tokensPerShingle;
    long power = 1;
    for (int i = 0; i < tokensPerShingle; i++) {
      power *= FACTOR;
    }
    leavingFactor = power;
  }

  /// Reads a text.
  ///
  /// @return this, whose [#hashes] are valid until the next text
  public Shingles read(String text) {
    tokens.read(text);
    long[] from = tokens.hashes();
    int all = tokens.count();
    count = all == 0 ? 0 : Math.max(1, all - tokensPerShingle + 1);
    if (hashes.length < count) {
      hashes = new long[Math.max(count, 2 * hashes.length)];
    }
    // A polynomial over the tokens, carried along: what enters is added, what leaves taken away.
    long sum = 0;
    int first = Math.min(all, tokensPerShingle);
    for (int i = 0; i < first; i++) {
      sum = sum * FACTOR + from[i];
    }
    if (count > 0) {
      hashes[0] = Mixing.mix(sum);
    }
    for (int i = 1; i < count; i++) {
      sum = sum * FACTOR + from[i + tokensPerShingle - 1] - from[i - 1] * leavingFactor;
      hashes[i] = Mixing.mix(sum);
    }
    return this;
  }

  public int count() {
    return count;
  }

  /// Hashes in the order of the text, repeats included; only the first [#count] are valid.
  public long[] hashes() {
    return hashes;
  }

  /// The set of shingles: ascending, each once.
  public long[] distinct() {
    long[] sorted = Arrays.copyOf(hashes, count);
    Arrays.sort(sorted);
    int distinct = 0;
    for (int i = 0; i < count; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[distinct++] = sorted[i];
      }
    }
    return Arrays.copyOf(sorted, distinct);
  }

  /// Jaccard's similarity of two sets as [#distinct] gives them: common over all members.
  public static double jaccard(long[] a, long[] b) {
    int common = 0;
    int i = 0;
    int j = 0;
    while (i < a.length && j < b.length) {
      long x = a[i];
      long y = b[j];
      common += x == y ? 1 : 0;
      i += x <= y ? 1 : 0;
      j += y <= x ? 1 : 0;
    }
    int all = a.length + b.length - common;
    return all == 0 ? 0 : (double) common / all;
  }
}
