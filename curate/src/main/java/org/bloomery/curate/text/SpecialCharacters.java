package org.bloomery.curate.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Objects;
import org.bloomery.artifact.run.filter.Definitions;

/// Characters that no word begins or ends with, and of which a text may not have too many.
///
/// ROOTS listed them: punctuation, digits, white space, emoji, and by accident some letters and
/// vowel signs. Corrected, special is what is neither a letter nor a mark nor one of the joiners
/// U+200C and U+200D, which Indic and Persian words hold.
public final class SpecialCharacters {
  private static final SpecialCharacters PUBLISHED = new SpecialCharacters(published());
  private static final SpecialCharacters CORRECTED = new SpecialCharacters(corrected());

  private final BitSet all;
  private final boolean[] basic = new boolean[1 << 16];

  private SpecialCharacters(BitSet all) {
    this.all = all;
    for (int c = 0; c < basic.length; c++) {
      basic[c] = all.get(c);
    }
  }

  public static SpecialCharacters of(Definitions definitions) {
    return switch (definitions) {
      case PUBLISHED -> PUBLISHED;
      case CORRECTED -> CORRECTED;
    };
  }

  public boolean contains(int codePoint) {
    return codePoint < basic.length ? basic[codePoint] : all.get(codePoint);
  }

  /// Where a range begins without the special characters at its front.
  public int skip(char[] text, int from, int to) {
    int at = from;
    while (at < to) {
      int c = Character.codePointAt(text, at, to);
      if (!contains(c)) {
        return at;
      }
      at += Character.charCount(c);
    }
    return at;
  }

  /// Where a range ends without the special characters at its back.
  public int skipBack(char[] text, int from, int to) {
    int at = to;
    while (at > from) {
      int c = Character.codePointBefore(text, at, from);
      if (!contains(c)) {
        return at;
      }
      at -= Character.charCount(c);
    }
    return at;
  }

  /// How many characters (code points) of a text are special.
  int count(char[] text) {
    int count = 0;
    for (int i = 0; i < text.length; i++) {
      char c = text[i];
      if (Character.isHighSurrogate(c) && i + 1 < text.length) {
        int whole = Character.codePointAt(text, i);
        i += Character.charCount(whole) - 1;
        count += contains(whole) ? 1 : 0;
      } else {
        count += basic[c] ? 1 : 0;
      }
    }
    return count;
  }

  private static BitSet corrected() {
    BitSet special = new BitSet();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      boolean inWords =
          switch (Character.getType(c)) {
            case Character.UPPERCASE_LETTER,
                Character.LOWERCASE_LETTER,
                Character.TITLECASE_LETTER,
                Character.MODIFIER_LETTER,
                Character.OTHER_LETTER,
                Character.NON_SPACING_MARK,
                Character.COMBINING_SPACING_MARK,
                Character.ENCLOSING_MARK ->
                true;
            default -> c == 0x200C || c == 0x200D;
          };
      special.set(c, !inWords);
    }
    return special;
  }

  private static BitSet published() {
    BitSet special = new BitSet();
    String name = "special-characters-published.txt";
    try (InputStream in =
            Objects.requireNonNull(SpecialCharacters.class.getResourceAsStream(name), name);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .forEach(line -> {
            int dash = line.indexOf('-');
            int first = Integer.parseInt(dash < 0 ? line : line.substring(0, dash), 16);
            int last = dash < 0 ? first : Integer.parseInt(line.substring(dash + 1), 16);
            special.set(first, last + 1);
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return special;
  }
}
