package org.bloomery.curate.text;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.bloomery.artifact.run.filter.Definitions;
import org.jspecify.annotations.Nullable;

/// A text and what operators measure on it; each measure is computed when it is first asked for,
/// and once. Belongs to one thread. The arrays are shared: nobody may change them.
public final class TextView {
  private final String text;
  private final String language;
  private final Map<Definitions, Spans> words = new EnumMap<>(Definitions.class);
  private char @Nullable [] characters;
  private char @Nullable [] lowered;
  private int @Nullable [] codePoints;
  private @Nullable Spans tokens;
  private long utf8Bytes = -1;
  private int length = -1;

  /// @param language its code, which decides how words are cut
  public TextView(String text, String language) {
    this.text = text;
    this.language = language;
  }

  public String text() {
    return text;
  }

  public String language() {
    return language;
  }

  /// The text as UTF-16.
  public char[] characters() {
    if (characters == null) {
      characters = text.toCharArray();
    }
    return Objects.requireNonNull(characters);
  }

  /// The text in lower case, as UTF-16; may be longer than the text.
  public char[] lowered() {
    if (lowered == null) {
      String lower = text.toLowerCase(Locale.ROOT);
      lowered = lower.equals(text) ? characters() : lower.toCharArray();
    }
    return Objects.requireNonNull(lowered);
  }

  public int[] codePoints() {
    if (codePoints == null) {
      codePoints = codePoints(characters(), length());
    }
    return Objects.requireNonNull(codePoints);
  }

  private static int[] codePoints(char[] characters, int length) {
    int[] points = new int[length];
    for (int i = 0, from = 0; i < length; i++) {
      int point = characters[from];
      if (Character.isHighSurrogate((char) point)) {
        point = Character.codePointAt(characters, from);
      }
      points[i] = point;
      from += Character.charCount(point);
    }
    return points;
  }

  /// Bytes in UTF-8; a lone surrogate counts as the one byte that Java writes for it.
  public long utf8Bytes() {
    if (utf8Bytes < 0) {
      utf8Bytes = count(characters());
    }
    return utf8Bytes;
  }

  private static long count(char[] characters) {
    long bytes = characters.length;
    for (int i = 0; i < characters.length; i++) {
      char c = characters[i];
      if (c >= 0x80) {
        if (c < 0x800) {
          bytes++;
        } else if (!Character.isSurrogate(c)) {
          bytes += 2;
        } else if (Character.isHighSurrogate(c)
            && i + 1 < characters.length
            && Character.isLowSurrogate(characters[i + 1])) {
          bytes += 2; // four bytes for two characters
          i++;
        }
      }
    }
    return bytes;
  }

  /// Characters (code points) of the text.
  public int length() {
    if (length < 0) {
      length = text.codePointCount(0, text.length());
    }
    return length;
  }

  /// Words as ROOTS counts them; their places are in [#lowered].
  public Spans words(Definitions definitions) {
    return words.computeIfAbsent(definitions, d -> RootsWords.of(lowered(), language, d));
  }

  /// How many words there are. ROOTS counted them before it changed their case, and took some small
  /// letters for special characters whose capitals it did not.
  public int wordCount(Definitions definitions) {
    return switch (definitions) {
      case PUBLISHED -> RootsWords.of(characters(), language, definitions).size();
      case CORRECTED -> words(definitions).size();
    };
  }

  /// Share of special characters among all (code points); 0 without any.
  public double specialShare(Definitions definitions) {
    int special = SpecialCharacters.of(definitions).count(characters());
    return length() == 0 ? 0 : (double) special / length();
  }

  /// Words and punctuation marks as datatrove counts them; their places are in [#characters].
  public Spans tokens() {
    if (tokens == null) {
      tokens = TokenCut.of(language).cut(characters());
    }
    return Objects.requireNonNull(tokens);
  }
}
