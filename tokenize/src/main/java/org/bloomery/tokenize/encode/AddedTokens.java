package org.bloomery.tokenize.encode;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.bloomery.tokenize.cut.CharacterKinds;
import org.bloomery.tokenize.text.Utf8;

/// Finds added tokens in a text: the leftmost, and of those that start there the longest, as
/// Hugging Face tokenizers does. Immutable.
final class AddedTokens {
  private static final int[] NONE = {};

  private final List<AddedToken> tokens; // longest first
  private final byte[][] contents;
  private final int[][] startingWith = new int[256][];

  /// @param candidates tokens with contents as they stand in the text that is searched
  AddedTokens(List<AddedToken> candidates) {
    tokens =
        candidates.stream()
            .sorted(Comparator.comparingInt((AddedToken token) -> -utf8(token).length))
            .toList();
    contents = tokens.stream().map(AddedTokens::utf8).toArray(byte[][]::new);
    for (int b = 0; b < startingWith.length; b++) {
      int first = b;
      int[] found =
          IntStream.range(0, contents.length)
              .filter(i -> (contents[i][0] & 0xFF) == first)
              .toArray();
      startingWith[b] = found.length == 0 ? NONE : found;
    }
  }

  private static byte[] utf8(AddedToken token) {
    return token.content().getBytes(StandardCharsets.UTF_8);
  }

  /// Where the first token at or after `from` starts (upper half) and its number (lower half), or a
  /// negative number if there is none.
  long find(byte[] text, int from, int to) {
    if (contents.length == 0) {
      return -1;
    }
    for (int at = from; at < to; at++) {
      for (int number : startingWith[text[at] & 0xFF]) {
        if (matches(contents[number], text, at, to)) {
          return ((long) at << 32) | number;
        }
      }
    }
    return -1;
  }

  AddedToken token(int number) {
    return tokens.get(number);
  }

  /// The bytes of a token in the text.
  int length(int number) {
    return contents[number].length;
  }

  private static boolean matches(byte[] content, byte[] text, int at, int to) {
    if (at + content.length > to) {
      return false;
    }
    for (int i = 1; i < content.length; i++) {
      if (text[at + i] != content[i]) {
        return false;
      }
    }
    return true;
  }

  /// Whether no word character touches a range.
  static boolean standsAlone(byte[] text, int from, int start, int end, int to) {
    boolean before = start > from && CharacterKinds.isWord(codePointBefore(text, from, start));
    boolean behind = end < to && CharacterKinds.isWord(Utf8.codePoint(text, end, to));
    return !before && !behind;
  }

  /// Where the white space that ends at `end` starts.
  static int spaceStart(byte[] text, int from, int end) {
    int at = end;
    while (at > from && CharacterKinds.isSpace(codePointBefore(text, from, at))) {
      at = startBefore(text, from, at);
    }
    return at;
  }

  /// Where the white space that starts at `start` ends.
  static int spaceEnd(byte[] text, int start, int to) {
    int at = start;
    while (at < to && CharacterKinds.isSpace(Utf8.codePoint(text, at, to))) {
      at += Utf8.width(text, at, to);
    }
    return at;
  }

  private static int codePointBefore(byte[] text, int from, int end) {
    return Utf8.codePoint(text, startBefore(text, from, end), end);
  }

  private static int startBefore(byte[] text, int from, int end) {
    int at = end - 1;
    while (at > from && end - at < 4 && (text[at] & 0xC0) == 0x80) {
      at--;
    }
    return Utf8.width(text, at, end) == end - at ? at : end - 1;
  }
}
