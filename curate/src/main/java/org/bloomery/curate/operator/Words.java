package org.bloomery.curate.operator;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The words of a text, as the filters of ROOTS count them (Laurençon et al. 2022, appendix; the
/// definitions are those of the ac_dc code in bigscience/data-preparation): split at space, line
/// feed and tab, special characters stripped from both ends, empty ones dropped.
///
/// Two deliberate differences. Special is every character that is neither a letter nor a mark;
/// their list of characters holds some letters by accident (Devanagari vowel signs among them).
/// Languages written without spaces are split by ICU's dictionaries, not by a SentencePiece model.
final class Words {
  private static final Set<String> WITHOUT_SPACES = Set.of("zh", "ja", "th", "lo", "km", "my");
  private static final Pattern SEPARATOR = Pattern.compile("[ \n\t]+");

  private Words() {}

  static List<String> of(String text, String language) {
    List<String> words = new ArrayList<>();
    if (WITHOUT_SPACES.contains(language)) {
      BreakIterator boundaries = BreakIterator.getWordInstance(ULocale.forLanguageTag(language));
      boundaries.setText(text);
      int start = boundaries.first();
      for (int end; (end = boundaries.next()) != BreakIterator.DONE; start = end) {
        add(text.substring(start, end), words);
      }
    } else {
      for (String piece : SEPARATOR.splitAsStream(text).toList()) {
        add(piece, words);
      }
    }
    return words;
  }

  private static void add(String piece, List<String> words) {
    int from = 0;
    int to = piece.length();
    while (from < to && isSpecial(piece.codePointAt(from))) {
      from += Character.charCount(piece.codePointAt(from));
    }
    while (to > from && isSpecial(piece.codePointBefore(to))) {
      to -= Character.charCount(piece.codePointBefore(to));
    }
    if (from < to) {
      words.add(piece.substring(from, to));
    }
  }

  static boolean isSpecial(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.ENCLOSING_MARK ->
          false;
      default -> true;
    };
  }
}
