package org.bloomery.curate.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Cuts a text into words and punctuation marks, as datatrove counts them: with the rules of
/// spaCy's tokenizer (3.8), for English with its exceptions, for other languages with the general
/// ones. Pieces between white space lose marks at both ends one by one, unless an exception stops
/// that; what is left is a web address, or is cut at hyphens and the like between letters.
///
/// Written as scans: every character is looked at a bounded number of times, whatever the text.
/// White space itself is no token here. The tables never change, so all threads share them.
final class TokenCut {
  private static final TokenCut ENGLISH = new TokenCut(TokenExceptions.english(), true);
  private static final TokenCut GENERAL = new TokenCut(TokenExceptions.general(), false);

  private final ExceptionTable exceptions;
  private final boolean digitsBeforeHyphen;

  /// The exceptions that the rules by themselves would cut: where their parts come about side by
  /// side inside of a longer piece, they are put together again.
  private final ExceptionTable recuts;

  /// What the rules would cut these exceptions into.
  private final ExceptionTable cuts;

  private TokenCut(Map<String, int[]> all, boolean digitsBeforeHyphen) {
    this.digitsBeforeHyphen = digitsBeforeHyphen;
    Map<String, int[]> cut = new HashMap<>();
    Map<String, int[]> whole = new HashMap<>();
    ExceptionTable none = new ExceptionTable(Map.of());
    all.forEach((text, lengths) -> {
      Spans tokens = new Piece(text.toCharArray(), none, digitsBeforeHyphen).tokens();
      if (tokens.size() > 1) {
        int[] sizes = new int[tokens.size()];
        Arrays.setAll(sizes, i -> tokens.to(i) - tokens.from(i));
        cut.put(text, sizes);
        whole.put(text, lengths);
      }
    });
    exceptions = new ExceptionTable(all);
    cuts = new ExceptionTable(cut);
    recuts = new ExceptionTable(whole);
  }

  static TokenCut of(String language) {
    return language.equals("en") ? ENGLISH : GENERAL;
  }

  /// All tokens; their places are in the array.
  Spans cut(char[] text) {
    Spans tokens = new Spans();
    Piece piece = new Piece(text, exceptions, digitsBeforeHyphen);
    int at = 0;
    while (at < text.length) {
      if (CharacterKinds.is(text[at], CharacterKinds.SPACE)) {
        at++;
        continue;
      }
      int from = at;
      int every = -1;
      long key = 0;
      while (at < text.length) {
        int kinds = CharacterKinds.of(text[at]);
        if ((kinds & CharacterKinds.SPACE) != 0) {
          break;
        }
        every &= kinds;
        key = Keys.next(key, text[at]);
        at++;
      }
      int @Nullable [] known = exceptions.find(key, at - from);
      if (known != null) {
        addAll(text, from, known, tokens);
      } else if ((every & (CharacterKinds.ALPHA | CharacterKinds.DIGIT)) != 0) {
        tokens.add(from, at, key);
      } else {
        int first = tokens.size();
        piece.cut(from, at, tokens);
        if (tokens.size() - first > 1 && recuts.longest() > 0) {
          recut(text, first, piece, tokens);
        }
      }
    }
    return tokens;
  }

  private static void addAll(char[] text, int from, int[] lengths, Spans tokens) {
    int at = from;
    for (int length : lengths) {
      tokens.add(at, at + length, Keys.of(text, at, at + length));
      at += length;
    }
  }

  /// A run of tokens of one piece that is an exception.
  private record Match(int first, int count) {}

  /// Puts exceptions together again, the longest first, of equal ones the first.
  private void recut(char[] text, int first, Piece piece, Spans tokens) {
    List<Match> matches = List.of();
    for (int i = first; i < tokens.size(); i++) {
      for (int j = i + 1; j < tokens.size(); j++) {
        if (tokens.to(j) - tokens.from(i) > cuts.longest()) {
          break;
        }
        long key = piece.key(tokens.from(i), tokens.to(j));
        int @Nullable [] lengths = cuts.find(key, tokens.to(j) - tokens.from(i));
        if (lengths != null && equal(lengths, tokens, i, j)) {
          matches = matches.isEmpty() ? new ArrayList<>() : matches; // hardly ever one
          matches.add(new Match(i, j - i + 1));
        }
      }
    }
    if (!matches.isEmpty()) {
      matches.sort((a, b) ->
          a.count != b.count
              ? Integer.compare(b.count, a.count)
              : Integer.compare(a.first, b.first));
      apply(text, first, matches, tokens);
    }
  }

  private static boolean equal(int[] lengths, Spans tokens, int first, int last) {
    if (lengths.length != last - first + 1) {
      return false;
    }
    for (int i = first; i <= last; i++) {
      if (tokens.to(i) - tokens.from(i) != lengths[i - first]) {
        return false;
      }
    }
    return true;
  }

  private void apply(char[] text, int first, List<Match> matches, Spans tokens) {
    int[] run = new int[tokens.size() - first]; // tokens that a match takes, at its first
    boolean[] seen = new boolean[run.length];
    for (Match match : matches) {
      int from = match.first - first;
      if (!seen[from] && !seen[from + match.count - 1]) {
        run[from] = match.count;
      }
      Arrays.fill(seen, from, from + match.count, true);
    }
    Spans old = tokens.cutFrom(first);
    for (int i = 0; i < old.size(); i++) {
      if (run[i] == 0) {
        tokens.add(old.from(i), old.to(i), old.key(i));
      } else {
        int last = i + run[i] - 1;
        long key = Keys.of(text, old.from(i), old.to(last));
        int @Nullable [] lengths = recuts.find(key, old.to(last) - old.from(i));
        if (lengths != null) {
          addAll(text, old.from(i), lengths, tokens);
        }
        i = last;
      }
    }
  }
}
