package org.bloomery.tokenize.encode;

import java.util.Arrays;

/// Encodes a short piece from left to right: the longest token that may stand behind the one before
/// it, else the next shorter one; where none may, the token before was wrong and gets shorter. Each
/// position can be reached by one token only (that of the text up to there), so one that led
/// nowhere is never tried again, and the time is linear. The observation that valid neighbours
/// suffice, and a walk of this kind, are published in the `bpe` crate (github/rust-gems). Not safe
/// for several threads.
final class TokenWalk {
  /// The longest piece in bytes: a position is a bit of a long.
  static final int MAX_BYTES = 63;

  private static final int KNOWN_BITS = 15;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final TokenPairs pairs;
  private final int[] tokens = new int[MAX_BYTES];

  /// Pairs looked at lately: 20 bits of each token, and whether they may be neighbours.
  private final long[] known = new long[1 << KNOWN_BITS];

  TokenWalk(TokenPairs pairs) {
    this.pairs = pairs;
    Arrays.fill(known, -1);
  }

  void encode(byte[] text, int from, int to, IdBuffer out) {
    int count = 0;
    int at = from;
    long nowhere = 0;
    int token = pairs.longest(text, at, to);
    while (true) {
      while (token >= 0
          && ((nowhere & (1L << (at + pairs.length(token) - from))) != 0
              || (count > 0 && !areApart(tokens[count - 1], token)))) {
        token = pairs.shorter(token);
      }
      if (token < 0) {
        nowhere |= 1L << (at - from);
        token = tokens[--count];
        at -= pairs.length(token);
        token = pairs.shorter(token);
        continue;
      }
      tokens[count++] = token;
      at += pairs.length(token);
      if (at == to) {
        break;
      }
      token = pairs.longest(text, at, to);
    }
    for (int i = 0; i < count; i++) {
      out.add(tokens[i]);
    }
  }

  private boolean areApart(int a, int b) {
    long key = (((long) a << 20) | b) << 1;
    int slot = (int) ((key * MIX) >>> (64 - KNOWN_BITS));
    long entry = known[slot];
    if ((entry & ~1L) != key) {
      entry = key | (pairs.areApart(a, b) ? 1 : 0);
      known[slot] = entry;
    }
    return (entry & 1) != 0;
  }
}
