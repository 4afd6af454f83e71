package org.bloomery.tokenize.cut;

import org.bloomery.tokenize.text.Utf8;

/// UTF-8 as a sequence of `char`, and back to the bytes that each came from. A byte that is no part
/// of a character counts as U+FFFD. Arrays are used again from text to text.
final class Utf16Text implements CharSequence {
  private char[] characters = new char[256];
  private int[] bytes = new int[257]; // where each char starts; one more for the end
  private int length;

  void decode(byte[] text, int from, int to) {
    if (characters.length < to - from) {
      characters = new char[Math.max(to - from, 2 * characters.length)];
      bytes = new int[characters.length + 1];
    }
    int n = 0;
    int at = from;
    while (at < to) {
      int lead = text[at];
      bytes[n] = at;
      if (lead >= 0) {
        characters[n++] = (char) lead;
        at++;
        continue;
      }
      int width = Utf8.width(text, at, to);
      int codePoint = Utf8.codePoint(text, at, to);
      if (width == 4) {
        characters[n++] = Character.highSurrogate(codePoint);
        bytes[n] = at;
        characters[n++] = Character.lowSurrogate(codePoint);
      } else {
        characters[n++] = (char) codePoint;
      }
      at += width;
    }
    bytes[n] = to;
    length = n;
  }

  /// The byte at which a char starts, or where the text ends.
  int byteAt(int index) {
    return bytes[index];
  }

  /// The index behind the character that starts at an index.
  int after(int index) {
    return index + (index < length && Character.isHighSurrogate(characters[index]) ? 2 : 1);
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public char charAt(int index) {
    return characters[index];
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new String(characters, start, end - start);
  }

  @Override
  public String toString() {
    return new String(characters, 0, length);
  }
}
