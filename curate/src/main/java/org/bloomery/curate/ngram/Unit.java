package org.bloomery.curate.ngram;

import java.util.ArrayList;
import java.util.List;
import org.bloomery.curate.text.Keys;
import org.bloomery.curate.text.Lines;

/// What the tokens of a model are. Line ends count as spaces, and every digit as zero, as ROOTS
/// prepared text for its models; case stays.
public enum Unit {
  /// What stands between white space.
  WORDS,
  /// Code points; white space of any length is one [#SPACE].
  CHARACTERS;

  /// Stands for white space among characters (as SentencePiece writes it).
  static final String SPACE = "\u2581";

  /// The tokens of a text.
  List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    char[] prepared = prepare(text);
    each(prepared, (from, to) -> tokens.add(token(prepared, from, to)));
    return tokens;
  }

  /// The keys of the tokens of a text.
  long[] keys(String text) {
    char[] prepared = prepare(text);
    KeyList keys = new KeyList();
    each(prepared, (from, to) -> keys.add(key(prepared, from, to)));
    return keys.toArray();
  }

  /// The key of a token.
  static long key(String token) {
    return Keys.mix(Keys.of(token));
  }

  private static long key(char[] text, int from, int to) {
    return text[from] == ' ' ? key(SPACE) : Keys.mix(Keys.of(text, from, to));
  }

  private static String token(char[] text, int from, int to) {
    return text[from] == ' ' ? SPACE : new String(text, from, to - from);
  }

  /// With zeros for digits and one space for white space, none at the ends.
  private static char[] prepare(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean space = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Lines.isSpace(c)) {
        space = !out.isEmpty();
      } else {
        if (space) {
          out.append(' ');
          space = false;
        }
        out.append(Character.isDigit(c) ? '0' : c);
      }
    }
    return out.toString().toCharArray();
  }

  private interface Range {
    void accept(int from, int to);
  }

  private void each(char[] text, Range token) {
    for (int i = 0; i < text.length; ) {
      int from = i;
      if (this == CHARACTERS) {
        i += Character.charCount(Character.codePointAt(text, i));
      } else {
        while (i < text.length && text[i] != ' ') {
          i++;
        }
      }
      token.accept(from, i);
      i += this == WORDS ? 1 : 0;
    }
  }
}
