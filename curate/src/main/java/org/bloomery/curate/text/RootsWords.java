package org.bloomery.curate.text;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.Set;
import org.bloomery.artifact.LanguageCode;
import org.bloomery.artifact.run.filter.Definitions;

/// The words of a text, as the filters of ROOTS count them (Laurençon et al. 2022, appendix; the
/// definitions are those of ac_dc in bigscience-workshop/data-preparation): split at space, line
/// feed and tab, special characters stripped from both ends, empty ones left out.
///
/// One deliberate difference: languages written without spaces are split by ICU's dictionaries, not
/// by a SentencePiece model, which nobody would have for all of them.
final class RootsWords {
  private static final Set<String> WITHOUT_SPACES = Set.of("zh", "ja", "th", "lo", "km", "my");

  private RootsWords() {}

  static Spans of(char[] text, String language, Definitions definitions) {
    SpecialCharacters special = SpecialCharacters.of(definitions);
    Spans words = new Spans();
    if (WITHOUT_SPACES.contains(LanguageCode.base(language))) {
      BreakIterator boundaries = BreakIterator.getWordInstance(ULocale.forLanguageTag(language));
      boundaries.setText(new String(text));
      int start = boundaries.first();
      for (int end; (end = boundaries.next()) != BreakIterator.DONE; start = end) {
        add(text, start, end, special, words);
      }
      return words;
    }
    int start = 0;
    for (int i = 0; i < text.length; i++) {
      char c = text[i];
      if (c == ' ' || c == '\n' || c == '\t') {
        if (i > start) {
          add(text, start, i, special, words);
        }
        start = i + 1;
      }
    }
    if (text.length > start) {
      add(text, start, text.length, special, words);
    }
    return words;
  }

  private static void add(char[] text, int from, int to, SpecialCharacters special, Spans words) {
    int first = special.skip(text, from, to);
    if (first == to) {
      return;
    }
    int last = special.skipBack(text, first, to);
    words.add(first, last, Keys.of(text, first, last));
  }
}
