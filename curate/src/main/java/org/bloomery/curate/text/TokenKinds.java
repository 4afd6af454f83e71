package org.bloomery.curate.text;

import java.util.BitSet;

/// How many tokens of a text are more than punctuation, and how many hold a letter.
///
/// @param all tokens
/// @param words tokens that are more than punctuation and controls
/// @param characters code points of these
/// @param alphabetic tokens with a letter
public record TokenKinds(int all, int words, long characters, int alphabetic) {
  /// What datatrove takes for punctuation; its full-width digit one is a slip and left out.
  private static final BitSet SYMBOLS = symbols();

  private static BitSet symbols() {
    BitSet symbols = new BitSet();
    String marks = "!/—”:％〈&(、━\\【#%「」，】；+^]~“《„';’{|∶´[=-`*．（–？！：$～«〉,><》)?）。…@_.\"}►»";
    marks.codePoints().forEach(symbols::set);
    symbols.set(0, 9);
    symbols.set(0x0B, 0x0D);
    symbols.set(0x0D, 0x20);
    symbols.set(0x7F, 0xA0);
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (Sentences.ends(c)) {
        symbols.set(c);
      }
    }
    return symbols;
  }

  public static TokenKinds of(TextView view) {
    Spans tokens = view.tokens();
    char[] text = view.characters();
    boolean basic = view.length() == text.length;
    int words = 0;
    long characters = 0;
    int alphabetic = 0;
    for (int t = 0; t < tokens.size(); t++) {
      int from = tokens.from(t);
      int to = tokens.to(t);
      boolean letter = false;
      boolean word = false;
      for (int i = from; i < to && !(letter && word); ) {
        int c = Character.codePointAt(text, i, to);
        if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') {
          letter = true;
          word = true;
          break;
        }
        letter |= Character.isLetter(c);
        word |= !SYMBOLS.get(c);
        i += Character.charCount(c);
      }
      alphabetic += letter ? 1 : 0;
      if (word) {
        words++;
        characters += basic ? to - from : Lines.length(text, from, to);
      }
    }
    return new TokenKinds(tokens.size(), words, characters, alphabetic);
  }
}
