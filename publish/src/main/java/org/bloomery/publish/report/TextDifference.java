package org.bloomery.publish.report;

import java.util.ArrayList;
import java.util.List;

/// Two texts as one: what both have, what went, what came. Compared are words, white space between
/// them, and single characters of scripts that write no spaces, along a longest common subsequence
/// (Hunt and McIlroy 1976). Changes with nothing but white space between them are one change, so
/// that a changed sentence reads as a sentence.
final class TextDifference {
  /// Whether a piece stands in both texts, only in the one before, or only in the one after.
  enum Kind {
    BOTH,
    WENT,
    CAME
  }

  /// A piece of text; of pieces at the same place, what went stands before what came.
  record Piece(Kind kind, String text) {}

  private final List<String> before;
  private final List<String> after;
  private final int[][] common; // tokens that both have from (i, j) to the ends
  private final List<Piece> pieces = new ArrayList<>();
  private final StringBuilder went = new StringBuilder();
  private final StringBuilder came = new StringBuilder();
  private final StringBuilder space = new StringBuilder(); // in both, between two changes perhaps

  private TextDifference(List<String> before, List<String> after) {
    this.before = before;
    this.after = after;
    common = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int j = after.size() - 1; j >= 0; j--) {
        common[i][j] =
            before.get(i).equals(after.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
  }

  /// The pieces of two texts that are each cut out around their first difference. Behind a change,
  /// the end of the longer text is beyond the cut of the other: that is no difference.
  static List<Piece> of(String before, String after) {
    TextDifference difference = new TextDifference(tokens(before), tokens(after));
    difference.walk();
    difference.end(before.length(), after.length());
    return difference.pieces;
  }

  private void walk() {
    int i = 0;
    int j = 0;
    while (i < before.size() || j < after.size()) {
      if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
        both(before.get(i));
        i++;
        j++;
      } else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
        change(went, before.get(i++));
      } else {
        change(came, after.get(j++));
      }
    }
  }

  private void both(String token) {
    if (token.isBlank() && hasChange()) {
      space.append(token);
      return;
    }
    flush();
    add(Kind.BOTH, token);
  }

  private void change(StringBuilder to, String token) {
    if (!space.isEmpty()) {
      went.append(space);
      came.append(space);
      space.setLength(0);
    }
    to.append(token);
  }

  private boolean hasChange() {
    return !went.isEmpty() || !came.isEmpty();
  }

  private void flush() {
    add(Kind.WENT, went.toString());
    add(Kind.CAME, came.toString());
    went.setLength(0);
    came.setLength(0);
    add(Kind.BOTH, space.toString());
    space.setLength(0);
  }

  /// Joins what stands in both.
  private void add(Kind kind, String text) {
    if (text.isEmpty()) {
      return;
    }
    if (kind == Kind.BOTH && !pieces.isEmpty() && pieces.getLast().kind() == Kind.BOTH) {
      pieces.add(new Piece(kind, pieces.removeLast().text() + text));
    } else {
      pieces.add(new Piece(kind, text));
    }
  }

  private void end(int beforeLength, int afterLength) {
    boolean isFirst = pieces.stream().allMatch(piece -> piece.kind() == Kind.BOTH);
    String first = went.toString();
    String second = came.toString();
    boolean isCut =
        (beforeLength >= afterLength && second.startsWith(first))
            || (afterLength >= beforeLength && first.startsWith(second));
    if (isCut && !isFirst) {
      went.setLength(0);
      came.setLength(0);
      add(Kind.BOTH, second);
    }
    flush();
  }

  private static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < text.length(); ) {
      int from = i;
      int first = text.codePointAt(i);
      i += Character.charCount(first);
      while (i < text.length() && joins(first, text.codePointAt(i))) {
        i += Character.charCount(text.codePointAt(i));
      }
      tokens.add(text.substring(from, i));
    }
    return tokens;
  }

  /// Whether a character belongs to the token that `first` begins. Marks and joiners go with what
  /// they stand on.
  private static boolean joins(int first, int next) {
    int type = Character.getType(next);
    boolean isMark =
        type == Character.NON_SPACING_MARK
            || type == Character.COMBINING_SPACING_MARK
            || type == Character.ENCLOSING_MARK
            || next == '\u200c'
            || next == '\u200d';
    if (isSpace(first)) {
      return isSpace(next);
    }
    return isMark || (isOfWords(first) && isOfWords(next));
  }

  private static boolean isSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private static boolean isOfWords(int c) {
    return Character.isLetterOrDigit(c) && !isWithoutSpaces(c);
  }

  private static boolean isWithoutSpaces(int c) {
    return switch (Character.UnicodeScript.of(c)) {
      case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR, TIBETAN -> true;
      default -> false;
    };
  }
}
