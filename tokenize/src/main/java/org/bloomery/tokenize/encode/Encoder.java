package org.bloomery.tokenize.encode;

import org.bloomery.tokenize.cut.PieceCutter;
import org.jspecify.annotations.Nullable;

/// Turns texts into ids, with a cache of its own. Not safe for several threads: each thread takes
/// its own from [Tokenizer#encoder]; [Tokenizer#encode] does so by itself.
public final class Encoder {
  private final AddedTokens raw; // found in the text as it is
  private final AddedTokens normalized; // found in what the others leave, after the normaliser
  private final boolean nfc;
  private final boolean prefixSpace;
  private final PieceCutter cutter;
  private final @Nullable PieceTable whole;
  private final PieceEncoder pieces;
  private final WordCache cache = new WordCache();
  private final LongWordCache longCache = new LongWordCache();
  private byte[] prefixed = {};
  private @Nullable TokenMarks marks;

  Encoder(
      TokenizerLayout layout,
      AddedTokens raw,
      AddedTokens normalized,
      @Nullable PieceTable whole,
      PieceEncoder pieces) {
    this.raw = raw;
    this.normalized = normalized;
    this.nfc = layout.nfc();
    this.prefixSpace = layout.prefixSpace();
    this.cutter = layout.preTokenizer().cutter();
    this.whole = whole;
    this.pieces = pieces;
  }

  /// Appends the ids of a text.
  ///
  /// @param text UTF-8
  public void encode(byte[] text, int from, int to, Specials specials, IdBuffer out) {
    search(true, text, from, to, specials, out);
  }

  /// The same, and notes where the tokens lie.
  void encode(byte[] text, int from, int to, Specials specials, IdBuffer out, TokenMarks where) {
    marks = where;
    try {
      search(true, text, from, to, specials, out);
    } finally {
      marks = null;
    }
  }

  private void search(
      boolean inRaw, byte[] text, int from, int to, Specials specials, IdBuffer out) {
    AddedTokens tokens = inRaw ? raw : normalized;
    int done = from;
    int at = from;
    for (long hit; (hit = tokens.find(text, at, to)) >= 0; ) {
      AddedToken token = tokens.token((int) hit);
      int start = (int) (hit >>> 32);
      int end = start + tokens.length((int) hit);
      at = end;
      if (counts(token, specials, text, from, start, end, to)) {
        start = token.takesSpaceBefore() ? stripped(text, from, start, done) : start;
        end = token.takesSpaceBehind() ? AddedTokens.spaceEnd(text, end, to) : end;
        encodeBetween(inRaw, text, done, start, specials, out);
        if (marks != null) {
          marks.added(out.size(), start, end);
        }
        out.add(token.id());
        done = end;
      }
    }
    encodeBetween(inRaw, text, done, to, specials, out);
  }

  private void encodeBetween(
      boolean inRaw, byte[] text, int from, int to, Specials specials, IdBuffer out) {
    if (from >= to) {
      return;
    }
    if (!inRaw) {
      encodePlain(text, from, to, out);
      return;
    }
    byte[] composed = nfc ? NormalFormC.of(text, from, to) : null;
    if (composed == null) {
      search(false, text, from, to, specials, out);
    } else {
      search(false, composed, 0, composed.length, specials, out);
    }
  }

  /// A match that does not count is stepped over whole: what it covers is text, and no other added
  /// token is looked for in it.
  private static boolean counts(
      AddedToken token, Specials specials, byte[] text, int from, int start, int end, int to) {
    return !(token.special() && specials == Specials.AS_TEXT)
        && !(token.singleWord() && !AddedTokens.standsAlone(text, from, start, end, to));
  }

  private static int stripped(byte[] text, int from, int start, int done) {
    return Math.max(AddedTokens.spaceStart(text, from, start), done);
  }

  private void encodePlain(byte[] text, int from, int to, IdBuffer out) {
    boolean space = prefixSpace && text[from] != ' ';
    if (marks != null) {
      marks.text(out.size(), from, space);
    }
    if (!space) {
      encodePieces(text, from, to, out);
      return;
    }
    int length = to - from + 1;
    if (prefixed.length < length) {
      prefixed = new byte[Math.max(length, 2 * prefixed.length)];
    }
    prefixed[0] = ' ';
    System.arraycopy(text, from, prefixed, 1, to - from);
    encodePieces(prefixed, 0, length, out);
  }

  private void encodePieces(byte[] text, int from, int to, IdBuffer out) {
    cutter.start(text, from, to);
    int at = from;
    while (at < to) {
      int end = cutter.end(text, at, to);
      int length = end - at;
      if (length <= WordCache.MAX_BYTES) {
        long low = WordCache.low(text, at, length);
        long high = WordCache.high(text, at, length);
        int set = WordCache.set(low, high);
        if (!cache.get(set, low, high, out)) {
          int first = out.size();
          encodePiece(text, at, end, out);
          cache.put(set, low, high, out, first);
        }
      } else if (length > LongWordCache.MAX_BYTES) {
        encodePiece(text, at, end, out);
      } else if (!longCache.get(text, at, length, out)) {
        int first = out.size();
        encodePiece(text, at, end, out);
        longCache.put(out, first);
      }
      at = end;
    }
  }

  private void encodePiece(byte[] text, int from, int to, IdBuffer out) {
    int id = whole == null ? -1 : whole.find(text, from, to);
    if (id >= 0) {
      out.add(id);
    } else {
      pieces.encode(text, from, to, out);
    }
  }
}
