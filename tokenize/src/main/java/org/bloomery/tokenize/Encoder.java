package org.bloomery.tokenize;

import java.util.List;

/// Turns texts into ids, with a cache of its own. Not safe for several threads: each thread takes
/// its own from [Tokenizer#encoder]; [Tokenizer#encode] does so by itself.
public final class Encoder {
  private final PreTokenizer preTokenizer;
  private final List<AddedTokens> searches;
  private final List<AddedTokens> searchesWithoutSpecials;
  private final PieceEncoder pieces;
  private final WordCache cache = new WordCache();
  private final LongWordCache longCache = new LongWordCache();

  Encoder(
      PreTokenizer preTokenizer,
      List<AddedTokens> searches,
      List<AddedTokens> searchesWithoutSpecials,
      PieceEncoder pieces) {
    this.preTokenizer = preTokenizer;
    this.searches = searches;
    this.searchesWithoutSpecials = searchesWithoutSpecials;
    this.pieces = pieces;
  }

  /// Appends the ids of a text.
  ///
  /// @param text UTF-8
  public void encode(byte[] text, int from, int to, Specials specials, IdBuffer out) {
    List<AddedTokens> all = specials == Specials.RECOGNISED ? searches : searchesWithoutSpecials;
    search(all, 0, text, from, to, out);
  }

  private void search(
      List<AddedTokens> all, int number, byte[] text, int from, int to, IdBuffer out) {
    if (number == all.size()) {
      encodePlain(text, from, to, out);
      return;
    }
    int at = from;
    while (at < to) {
      AddedTokens.Match match = all.get(number).next(text, at, to);
      if (match.start() > at) {
        search(all, number + 1, text, at, match.start(), out);
      }
      if (match.id() >= 0) {
        out.add(match.id());
      }
      at = match.end();
    }
  }

  private void encodePlain(byte[] text, int from, int to, IdBuffer out) {
    int at = from;
    while (at < to) {
      int end = preTokenizer.end(text, at, to);
      int length = end - at;
      if (length <= WordCache.MAX_BYTES) {
        long low = WordCache.low(text, at, length);
        long high = WordCache.high(text, at, length);
        int set = WordCache.set(low, high);
        if (!cache.get(set, low, high, out)) {
          int first = out.size();
          pieces.encode(text, at, end, out);
          cache.put(set, low, high, out, first);
        }
      } else if (length > LongWordCache.MAX_BYTES) {
        pieces.encode(text, at, end, out);
      } else if (!longCache.get(text, at, length, out)) {
        int first = out.size();
        pieces.encode(text, at, end, out);
        longCache.put(out, first);
      }
      at = end;
    }
  }
}
