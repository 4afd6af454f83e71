package org.bloomery.curate.duplicate;

import java.lang.Character.UnicodeScript;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/// The tokens of a text, as 64-bit hashes, for comparing texts: what a script writes as a word.
///
/// A word is a run of letters, marks and digits in lower case. In scripts that put no spaces
/// between words every code point is a token. Marks stay with their letters: without them the
/// vowels of Indic scripts and the tones of Vietnamese would be lost. Joiners and other format
/// characters are passed over, all else separates. The text should be in NFC.
final class Tokens {
  private static final Set<UnicodeScript> WITHOUT_SPACES =
      EnumSet.of(
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.BOPOMOFO,
          UnicodeScript.THAI,
          UnicodeScript.LAO,
          UnicodeScript.KHMER,
          UnicodeScript.MYANMAR);

  private static final byte SEPARATOR = 0;
  private static final byte IN_WORD = 1;
  private static final byte ALONE = 2;
  private static final byte PASSED_OVER = 3;
  private static final byte HALF_PAIR = 4;

  private static final long FACTOR = 0x9E3779B97F4A7C15L;

  /// Kinds and lower-case forms of the code points below 2^16.
  private static final byte[] KIND = new byte[1 << 16];

  private static final char[] LOWER = new char[1 << 16];

  static {
    for (int c = 0; c < KIND.length; c++) {
      KIND[c] = Character.isSurrogate((char) c) ? HALF_PAIR : kind(c);
      LOWER[c] = Character.toLowerCase((char) c);
    }
  }

  private long[] hashes = new long[256];
  private int count;

  private static byte kind(int c) {
    return switch (Character.getType(c)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.LETTER_NUMBER,
          Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.DECIMAL_DIGIT_NUMBER ->
          WITHOUT_SPACES.contains(UnicodeScript.of(c)) ? ALONE : IN_WORD;
      case Character.FORMAT -> PASSED_OVER;
      default -> SEPARATOR;
    };
  }

  /// Reads a text.
  ///
  /// @return this, whose [#hashes] are valid until the next text
  Tokens read(String text) {
    count = 0;
    long word = 0;
    for (int i = 0, length = text.length(); i < length; i++) {
      char c = text.charAt(i);
      int point = LOWER[c];
      byte kind = KIND[c];
      if (kind == IN_WORD) {
        word = (word ^ point) * FACTOR;
        word ^= word >>> 29; // so that high bits reach low ones again
        continue;
      }
      if (kind == HALF_PAIR) {
        point = Character.toLowerCase(text.codePointAt(i));
        i += Character.charCount(point) - 1;
        kind = kind(point);
      }
      switch (kind) {
        case PASSED_OVER -> {}
        case IN_WORD -> {
          word = (word ^ point) * FACTOR;
          word ^= word >>> 29;
        }
        default -> {
          if (word != 0) {
            add(word);
            word = 0;
          }
          if (kind == ALONE) {
            add(point * FACTOR);
          }
        }
      }
    }
    if (word != 0) {
      add(word);
    }
    return this;
  }

  private void add(long hash) {
    if (count == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * count);
    }
    hashes[count++] = Mixing.mix(hash);
  }

  int count() {
    return count;
  }

  /// Hashes of the tokens in their order; only the first [#count] are valid.
  long[] hashes() {
    return hashes;
  }
}
