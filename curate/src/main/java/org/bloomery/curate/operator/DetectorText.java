package org.bloomery.curate.operator;

import opennlp.tools.util.normalizer.CharSequenceNormalizer;
import opennlp.tools.util.normalizer.EmojiCharSequenceNormalizer;
import opennlp.tools.util.normalizer.ShrinkCharSequenceNormalizer;
import opennlp.tools.util.normalizer.TwitterCharSequenceNormalizer;
import opennlp.tools.util.normalizer.UrlCharSequenceNormalizer;

/// A text as OpenNLP's language detector takes n-grams of it: its five normalisers in their order,
/// then lower case. Their regular expressions cost more than everything else about a document, so
/// each is asked only where a glance finds something that it might replace, and what nearly every
/// text has, numbers and repeated characters, is replaced without.
final class DetectorText {
  private static final CharSequenceNormalizer EMOJI = EmojiCharSequenceNormalizer.getInstance();
  private static final CharSequenceNormalizer ADDRESSES = UrlCharSequenceNormalizer.getInstance();
  private static final CharSequenceNormalizer TWITTER = TwitterCharSequenceNormalizer.getInstance();
  private static final CharSequenceNormalizer SHRINK = ShrinkCharSequenceNormalizer.getInstance();

  private DetectorText() {}

  /// The normalised text in lower case, as UTF-16.
  static char[] of(String raw) {
    String text = mayHoldEmoji(raw) ? apply(EMOJI, raw) : raw;
    text = text.indexOf('@') >= 0 || text.contains("http") ? apply(ADDRESSES, text) : text;
    text = mayHoldChat(text) ? apply(TWITTER, text) : withoutFaces(text);
    text = holdsDigit(text) ? withoutNumbers(text) : text;
    text = mayShrink(text) ? shrunk(text) : text.trim();
    char[] lower = text.toCharArray();
    for (int i = 0; i < lower.length; i++) {
      if (Character.isSurrogate(lower[i])) { // they change case by the pair
        return text.codePoints()
            .map(Character::toLowerCase)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString()
            .toCharArray();
      }
      lower[i] = Character.toLowerCase(lower[i]);
    }
    return lower;
  }

  private static String apply(CharSequenceNormalizer normaliser, String text) {
    return normaliser.normalize(text).toString();
  }

  /// Its range of surrogates is read as one of code points, from U+D83C on, and a hyphen.
  private static boolean mayHoldEmoji(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= Character.MIN_SURROGATE || text.charAt(i) == '-') {
        return true;
      }
    }
    return false;
  }

  /// Hash tags and names, `rt`, and laughter.
  private static boolean mayHoldChat(String text) {
    char before = ' ';
    for (int i = 0; i < text.length(); i++) {
      char c = lower(text.charAt(i));
      char next = i + 1 < text.length() ? lower(text.charAt(i + 1)) : '.';
      boolean found =
          switch (c) {
            case '#', '@' -> true;
            case 't' -> before == 'r' && (next == ' ' || next == ':');
            case 'h', 'j' -> isVowel(before) && mayBeLaughter(text, i);
            default -> false;
          };
      if (found) {
        return true;
      }
      before = c;
    }
    return false;
  }

  /// A space in place of each face: eyes, perhaps a nose, a mouth. Two letters of `expect` are one
  /// for OpenNLP.
  private static String withoutFaces(String text) {
    StringBuilder out = null;
    int from = 0;
    for (int i = 0; i + 1 < text.length(); i++) {
      char c = lower(text.charAt(i));
      if (c == ':' || c == ';' || c == 'x') {
        int mouth = text.charAt(i + 1) == '-' ? i + 2 : i + 1;
        if (mouth < text.length() && "()dop".indexOf(lower(text.charAt(mouth))) >= 0) {
          out = out == null ? new StringBuilder(text.length()) : out;
          out.append(text, from, i).append(' ');
          from = mouth + 1;
          i = mouth;
        }
      }
    }
    return out == null ? text : out.append(text, from, text.length()).toString();
  }

  /// Whether h or j at a place stands between vowels, and another one before these.
  private static boolean mayBeLaughter(String text, int at) {
    int end = at;
    while (end < text.length() && "hj".indexOf(lower(text.charAt(end))) >= 0) {
      end++;
    }
    int begin = at - 1;
    while (begin >= 0 && isVowel(lower(text.charAt(begin)))) {
      begin--;
    }
    return end < text.length()
        && isVowel(lower(text.charAt(end)))
        && begin >= 0
        && "hj".indexOf(lower(text.charAt(begin))) >= 0;
  }

  private static boolean isVowel(char c) {
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
  }

  private static boolean holdsDigit(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= '0' && text.charAt(i) <= '9') {
        return true;
      }
    }
    return false;
  }

  /// A space in place of each number.
  private static String withoutNumbers(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean inNumber = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      if (!digit) {
        out.append(c);
      } else if (!inNumber) {
        out.append(' ');
      }
      inNumber = digit;
    }
    return out.toString();
  }

  /// One space in place of white space in a row, two in place of more of one character; the first
  /// one says in which case. Ends of lines never count as repeated. Halves of pairs are left to
  /// OpenNLP, which takes pairs as one character.
  private static String shrunk(String text) {
    StringBuilder spaced = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        return apply(SHRINK, text);
      }
      int end = i + 1;
      while (isSpace(c) && end < text.length() && isSpace(text.charAt(end))) {
        end++;
      }
      spaced.append(end > i + 1 ? ' ' : c);
      i = end;
    }
    StringBuilder out = new StringBuilder(spaced.length());
    for (int i = 0; i < spaced.length(); ) {
      char c = spaced.charAt(i);
      int end = i + 1;
      while (end < spaced.length() && lower(spaced.charAt(end)) == lower(c) && !isLineEnd(c)) {
        end++;
      }
      out.append(c);
      if (end == i + 2) {
        out.append(spaced.charAt(i + 1));
      } else if (end > i + 2) {
        out.append(c);
      }
      i = end;
    }
    return out.toString().trim();
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= 0x09 && c <= 0x0D);
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
  }

  /// White space twice, or any character three times, in a row.
  private static boolean mayShrink(String text) {
    char before = 0;
    int row = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = lower(text.charAt(i));
      row = c == before ? row + 1 : 1;
      if (row == 3 || (isSpace(c) && isSpace(before) && i > 0) || Character.isSurrogate(c)) {
        return true;
      }
      before = c;
    }
    return false;
  }
}
