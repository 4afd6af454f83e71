package org.bloomery.curate.text;

/// Where lines begin and end, and white space at their ends, without copying them.
public final class Lines {
  private Lines() {}

  /// What is done with a line.
  @FunctionalInterface
  public interface Visitor {
    /// Takes a line.
    ///
    /// @return whether to go on
    boolean line(int from, int to);
  }

  /// Visits the lines of a text as Python's `splitlines` cuts them: at every line end of Unicode,
  /// with no empty line behind the last one.
  public static void forEach(char[] text, Visitor visitor) {
    int from = 0;
    for (int i = 0; i < text.length; i++) {
      if (isLineEnd(text[i])) {
        if (!visitor.line(from, i)) {
          return;
        }
        if (text[i] == '\r' && i + 1 < text.length && text[i + 1] == '\n') {
          i++;
        }
        from = i + 1;
      }
    }
    if (from < text.length) {
      visitor.line(from, text.length);
    }
  }

  /// Visits what stands between line feeds, also where that is empty.
  public static void forEachBetweenLineFeeds(char[] text, Visitor visitor) {
    int from = 0;
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '\n') {
        if (!visitor.line(from, i)) {
          return;
        }
        from = i + 1;
      }
    }
    visitor.line(from, text.length);
  }

  /// Visits what stands between runs of line feeds.
  ///
  /// @param fewest line feeds that a run has
  public static void forEachBetweenRuns(
      char[] text, int begin, int end, int fewest, Visitor visitor) {
    int from = begin;
    for (int i = begin; i < end; ) {
      int run = i;
      while (run < end && text[run] == '\n') {
        run++;
      }
      if (run - i >= fewest) {
        if (!visitor.line(from, i)) {
          return;
        }
        from = run;
      }
      i = Math.max(run, i + 1);
    }
    visitor.line(from, end);
  }

  /// The first place of a range that is no white space.
  public static int skipSpace(char[] text, int from, int to) {
    int at = from;
    while (at < to && isSpace(text[at])) {
      at++;
    }
    return at;
  }

  /// The end of a range without white space behind it.
  public static int skipSpaceBack(char[] text, int from, int to) {
    int at = to;
    while (at > from && isSpace(text[at - 1])) {
      at--;
    }
    return at;
  }

  /// White space as Python's `str.isspace` knows it.
  public static boolean isSpace(char c) {
    return CharacterKinds.is(c, CharacterKinds.SPACE);
  }

  private static boolean isLineEnd(char c) {
    if (c >= 0x20 && c < 0x85) {
      return false;
    }
    return switch (c) {
      case '\n', '\r', 0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029 -> true;
      default -> false;
    };
  }

  /// Characters (code points) of a range.
  public static int length(char[] text, int from, int to) {
    int length = to - from;
    for (int i = from; i + 1 < to; i++) {
      if (Character.isHighSurrogate(text[i]) && Character.isLowSurrogate(text[i + 1])) {
        length--;
        i++;
      }
    }
    return length;
  }
}
