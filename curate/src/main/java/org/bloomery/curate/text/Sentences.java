package org.bloomery.curate.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.util.BitSet;

/// Where sentences end: behind a mark that ends one in its script (Unicode's Sentence_Terminal, and
/// three Khmer signs that datatrove counts), at the next token that is no punctuation. The rule is
/// that of spaCy's sentencizer.
public final class Sentences {
  private static final BitSet ENDS = ends();

  private Sentences() {}

  private static BitSet ends() {
    BitSet ends = new BitSet();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      ends.set(c, UCharacter.hasBinaryProperty(c, UProperty.S_TERM));
    }
    ends.set(0x17D6);
    ends.set(0x17D9);
    ends.set(0x17DA);
    return ends;
  }

  /// Whether a character ends sentences.
  public static boolean ends(int codePoint) {
    return ENDS.get(codePoint);
  }

  /// Sentences of the tokens from one on that end before a place; at least 1.
  ///
  /// @param text that the tokens' places are in
  /// @param first token
  /// @param end place in the text
  public static int count(char[] text, Spans tokens, int first, int end) {
    int sentences = 1;
    boolean ended = false;
    for (int i = first; i < tokens.size() && tokens.to(i) <= end; i++) {
      int from = tokens.from(i);
      if (i > first && ended && isTokenOfItsOwn(text, tokens.to(i - 1), from)) {
        sentences++; // white space beyond one space begins a sentence, too
        ended = false;
      }
      boolean ends = isEnd(text, from, tokens.to(i));
      if (ended && !ends && !isPunctuation(text, from, tokens.to(i))) {
        sentences++;
        ended = false;
      } else if (ends) {
        ended = true;
      }
    }
    return sentences;
  }

  private static boolean isEnd(char[] text, int from, int to) {
    if (to - from > 2) {
      return false;
    }
    int c = Character.codePointAt(text, from, to);
    return from + Character.charCount(c) == to && ENDS.get(c);
  }

  private static boolean isTokenOfItsOwn(char[] text, int from, int to) {
    return to - from > 1 || (to - from == 1 && text[from] != ' ');
  }

  private static boolean isPunctuation(char[] text, int from, int to) {
    for (int i = from; i < to; ) {
      int c = Character.codePointAt(text, i, to);
      switch (Character.getType(c)) {
        case Character.CONNECTOR_PUNCTUATION,
            Character.DASH_PUNCTUATION,
            Character.START_PUNCTUATION,
            Character.END_PUNCTUATION,
            Character.INITIAL_QUOTE_PUNCTUATION,
            Character.FINAL_QUOTE_PUNCTUATION,
            Character.OTHER_PUNCTUATION -> {}
        default -> {
          return false;
        }
      }
      i += Character.charCount(c);
    }
    return true;
  }
}
