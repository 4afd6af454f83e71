package org.bloomery.tokenize.cut;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bloomery.artifact.InputException;

/// Finds the matches of a pattern in UTF-8, by way of UTF-16: the text is decoded once, with the
/// byte at which each character starts.
final class RegexCutter implements PieceCutter {
  private final String pattern;
  private final Utf16Text characters = new Utf16Text();
  private final Matcher matcher;
  private int at; // first character of the next piece
  private int matchStart; // the match at or behind it, if already found
  private int matchEnd;

  RegexCutter(String pattern, Pattern compiled) {
    this.pattern = pattern;
    this.matcher = compiled.matcher(characters);
  }

  @Override
  public void start(byte[] text, int from, int to) {
    characters.decode(text, from, to);
    matcher.reset();
    at = 0;
    matchStart = 0;
    matchEnd = 0;
  }

  @Override
  public int end(byte[] text, int from, int to) {
    if (matchEnd <= at) {
      find();
    }
    at = matchStart > at ? matchStart : matchEnd;
    return characters.byteAt(at);
  }

  /// The next match that is not empty at the very place where the piece begins.
  private void find() {
    int start = at;
    try {
      while (matcher.find(start)) {
        matchStart = matcher.start();
        matchEnd = matcher.end();
        if (matchEnd > at) {
          return;
        }
        start = characters.after(at);
        if (start > characters.length()) {
          break;
        }
      }
    } catch (StackOverflowError e) {
      throw new InputException(
          "the pattern "
              + pattern
              + " goes too deep on a text of "
              + characters.length()
              + " characters; write its loops without alternatives in them",
          e);
    }
    matchStart = characters.length();
    matchEnd = matchStart;
  }
}
