package org.bloomery.curate.text;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Cuts one piece of a text, without white space in it, by the affix rules. Used again for piece
/// after piece of one text.
final class Piece {
  private final char[] text;
  private final ExceptionTable exceptions;
  private final boolean digitsBeforeHyphen;
  private int pieceFrom;
  private long[] keys = new long[64]; // of the piece's first characters, by how many they are
  private int[] suffixes = new int[16]; // where the tokens at the end begin, the last one first
  private int suffixCount;

  Piece(char[] text, ExceptionTable exceptions, boolean digitsBeforeHyphen) {
    this.text = text;
    this.exceptions = exceptions;
    this.digitsBeforeHyphen = digitsBeforeHyphen;
  }

  /// The tokens of the whole text as one piece.
  Spans tokens() {
    Spans tokens = new Spans();
    cut(0, text.length, tokens);
    return tokens;
  }

  void cut(int begin, int end, Spans tokens) {
    read(begin, end);
    int from = begin;
    int to = end;
    suffixCount = 0;
    while (from < to && exception(from, to) == null) {
      int prefix = TokenAffixes.prefix(text, from, to);
      if (prefix > 0 && exception(from + prefix, to) != null) {
        add(from, from + prefix, tokens);
        from += prefix;
        break;
      }
      int suffix = TokenAffixes.suffix(text, from + prefix, to);
      if (suffix > 0 && exception(from, to - suffix) != null) {
        push(to - suffix);
        to -= suffix;
        break;
      }
      if (prefix == 0 && suffix == 0) {
        break;
      }
      if (prefix > 0) {
        add(from, from + prefix, tokens);
        from += prefix;
      }
      if (suffix > 0) {
        push(to - suffix);
        to -= suffix;
      }
    }
    middle(from, to, tokens);
    int at = to;
    for (int i = suffixCount - 1; i >= 0; i--) {
      int next = i == 0 ? end : suffixes[i - 1];
      add(at, next, tokens);
      at = next;
    }
  }

  private void read(int begin, int end) {
    pieceFrom = begin;
    if (keys.length <= end - begin) {
      keys = new long[Math.max(end - begin + 1, 2 * keys.length)];
    }
    for (int i = begin; i < end; i++) {
      keys[i - begin + 1] = Keys.next(keys[i - begin], text[i]);
    }
  }

  /// The key of a range of the piece that was cut last.
  long key(int from, int to) {
    return keys[to - pieceFrom] - keys[from - pieceFrom] * Keys.power(to - from);
  }

  private int @Nullable [] exception(int from, int to) {
    return to <= from ? null : exceptions.find(key(from, to), to - from);
  }

  private void push(int start) {
    if (suffixCount == suffixes.length) {
      suffixes = Arrays.copyOf(suffixes, 2 * suffixCount);
    }
    suffixes[suffixCount++] = start;
  }

  private void middle(int from, int to, Spans tokens) {
    if (from >= to) {
      return;
    }
    int @Nullable [] known = exception(from, to);
    if (known != null) {
      int at = from;
      for (int length : known) {
        add(at, at + length, tokens);
        at += length;
      }
      return;
    }
    if (WebAddress.matches(text, from, to)) {
      add(from, to, tokens);
      return;
    }
    int start = from;
    for (int i = from; i < to; ) {
      int infix = TokenAffixes.infix(text, i, from, to, digitsBeforeHyphen);
      if (infix > 0 && i > from) { // what a piece begins with is none
        if (i > start) {
          add(start, i, tokens);
        }
        add(i, i + infix, tokens);
        start = i + infix;
      }
      i += Math.max(1, infix);
    }
    if (start < to) {
      add(start, to, tokens);
    }
  }

  private void add(int from, int to, Spans tokens) {
    tokens.add(from, to, key(from, to));
  }
}
