package org.bloomery.tokenize.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Takes the fields `text` and `language` out of a line of JSON without building a tree.
///
/// It accepts only what it understands in full (an object whose values are strings, numbers,
/// literals, or nested objects and lists of these); of anything else it says [#UNSURE], and a
/// complete parser has to decide. So it never accepts what that parser would refuse.
final class TextField {
  /// The line needs a complete parser.
  static final int UNSURE = -1;

  /// The line is an object without a text.
  static final int ABSENT = -2;

  private static final byte[] TEXT = "text\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LANGUAGE = "language\"".getBytes(StandardCharsets.US_ASCII);

  private static final int DEEPEST = 64;

  private byte[] line = new byte[0];
  private int at;
  private int end;
  private byte[] out = new byte[1 << 12];
  private String language = "";
  private byte[] languageBytes = new byte[0];
  private boolean hasLanguage;

  /// Reads a line.
  ///
  /// @return the number of bytes of the text in [#bytes], or [#UNSURE] or [#ABSENT]
  int read(byte[] json, int from, int to) {
    line = json;
    at = from;
    end = to;
    hasLanguage = false;
    int length = ABSENT;
    if (!opens('{')) {
      return UNSURE;
    }
    if (opens('}')) {
      return isAtEnd() ? ABSENT : UNSURE;
    }
    do {
      skipSpace();
      boolean isText = isKey(TEXT);
      boolean isLanguage = isKey(LANGUAGE);
      if (!skipString() || !opens(':')) {
        return UNSURE;
      }
      skipSpace();
      if (isText && at < end && line[at] == '"') {
        length = decodeString();
        if (length < 0) {
          return UNSURE;
        }
      } else if (isLanguage && at < end && line[at] == '"') {
        int start = at + 1;
        if (!skipString()) {
          return UNSURE;
        }
        setLanguage(start, at - 1);
      } else {
        hasLanguage &= !isLanguage;
        length = isText ? ABSENT : length; // of several fields of one name the last counts
        if (!skipValue(0)) {
          return UNSURE;
        }
      }
    } while (opens(','));
    return opens('}') && isAtEnd() ? length : UNSURE;
  }

  /// Holds the text that was read last.
  byte[] bytes() {
    return out;
  }

  private boolean isAtEnd() {
    skipSpace();
    return at == end;
  }

  private void skipSpace() {
    while (at < end
        && (line[at] == ' ' || line[at] == '\n' || line[at] == '\r' || line[at] == '\t')) {
      at++;
    }
  }

  private boolean opens(char c) {
    skipSpace();
    if (at < end && line[at] == c) {
      at++;
      return true;
    }
    return false;
  }

  private boolean isKey(byte[] key) {
    return at + 1 + key.length <= end
        && Arrays.equals(line, at + 1, at + 1 + key.length, key, 0, key.length);
  }

  /// Neighbouring documents mostly have one language.
  private void setLanguage(int from, int to) {
    hasLanguage = true;
    if (!Arrays.equals(line, from, to, languageBytes, 0, languageBytes.length)) {
      languageBytes = Arrays.copyOfRange(line, from, to);
      language = new String(languageBytes, StandardCharsets.UTF_8);
    }
  }

  /// The field `language` of the line that was read last, or else the other.
  String languageOr(String other) {
    return hasLanguage ? language : other;
  }

  /// Skips a string without escapes that need a look; keys may be written with escapes, but then
  /// this one is not the place to compare them.
  private boolean skipString() {
    if (at >= end || line[at] != '"') {
      return false;
    }
    for (at++; at < end; at++) {
      byte b = line[at];
      if (b == '"') {
        at++;
        return true;
      }
      if (b == '\\' || (b >= 0 && b < 0x20)) {
        return false;
      }
    }
    return false;
  }

  private boolean skipValue(int depth) {
    skipSpace();
    if (at >= end || depth > DEEPEST) {
      return false;
    }
    return switch (line[at]) {
      case '"' -> skipString();
      case '{' -> skipObject(depth);
      case '[' -> skipList(depth);
      case 't' -> skipLiteral("true");
      case 'f' -> skipLiteral("false");
      case 'n' -> skipLiteral("null");
      default -> skipNumber();
    };
  }

  private boolean skipObject(int depth) {
    at++;
    if (opens('}')) {
      return true;
    }
    do {
      skipSpace();
      if (!skipString() || !opens(':') || !skipValue(depth + 1)) {
        return false;
      }
    } while (opens(','));
    return opens('}');
  }

  private boolean skipList(int depth) {
    at++;
    if (opens(']')) {
      return true;
    }
    do {
      if (!skipValue(depth + 1)) {
        return false;
      }
    } while (opens(','));
    return opens(']');
  }

  private boolean skipLiteral(String literal) {
    for (int i = 0; i < literal.length(); i++, at++) {
      if (at >= end || line[at] != literal.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// JSON's grammar of numbers.
  private boolean skipNumber() {
    if (line[at] == '-') {
      at++;
    }
    int start = at;
    int digits = skipDigits();
    if (digits == 0 || (digits > 1 && line[start] == '0')) {
      return false;
    }
    if (at < end && line[at] == '.') {
      at++;
      if (skipDigits() == 0) {
        return false;
      }
    }
    if (at < end && (line[at] == 'e' || line[at] == 'E')) {
      at++;
      if (at < end && (line[at] == '+' || line[at] == '-')) {
        at++;
      }
      return skipDigits() > 0;
    }
    return true;
  }

  private int skipDigits() {
    int start = at;
    while (at < end && line[at] >= '0' && line[at] <= '9') {
      at++;
    }
    return at - start;
  }

  /// The bytes of the string that starts here; no escape is longer decoded than written.
  private int decodeString() {
    if (out.length < end - at) {
      out = new byte[Math.max(end - at, out.length * 2)];
    }
    int length = 0;
    at++;
    while (at < end) {
      int run = at;
      while (at < end
          && line[at] != '"'
          && line[at] != '\\'
          && (line[at] < 0 || line[at] >= 0x20)) {
        at++;
      }
      System.arraycopy(line, run, out, length, at - run);
      length += at - run;
      if (at >= end) {
        return UNSURE;
      }
      byte b = line[at++];
      if (b == '"') {
        return length;
      }
      if (b != '\\' || at >= end) {
        return UNSURE;
      }
      int codePoint = escaped();
      if (codePoint < 0) {
        return UNSURE;
      }
      length = Utf8.put(codePoint, out, length);
    }
    return UNSURE;
  }

  private int escaped() {
    return switch (line[at++]) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case '"' -> '"';
      case '\\' -> '\\';
      case '/' -> '/';
      case 'u' -> unicode();
      default -> UNSURE;
    };
  }

  /// A surrogate without its other half is no character: the complete parser decides.
  private int unicode() {
    int first = hexadecimal();
    if (first < 0 || !Character.isSurrogate((char) first)) {
      return first;
    }
    if (at + 6 <= end && line[at] == '\\' && line[at + 1] == 'u') {
      at += 2;
      int second = hexadecimal();
      if (second >= 0 && Character.isSurrogatePair((char) first, (char) second)) {
        return Character.toCodePoint((char) first, (char) second);
      }
    }
    return UNSURE;
  }

  private int hexadecimal() {
    if (at + 4 > end) {
      return UNSURE;
    }
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(line[at++], 16);
      if (digit < 0) {
        return UNSURE;
      }
      value = (value << 4) | digit;
    }
    return value;
  }
}
