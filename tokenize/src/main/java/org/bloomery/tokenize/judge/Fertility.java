package org.bloomery.tokenize.judge;

import java.nio.charset.StandardCharsets;
import org.bloomery.tokenize.encode.Encoder;
import org.bloomery.tokenize.encode.IdBuffer;
import org.bloomery.tokenize.encode.Specials;
import org.bloomery.tokenize.encode.Tokenizer;
import org.jspecify.annotations.Nullable;

/// How finely a tokenizer cuts a text: the share that each language pays. The one definition in the
/// house; the stage and the judge both count with it.
///
/// A *word* is a run of characters between white space, with the punctuation that hangs on it; all
/// tokens of the text count, those of punctuation and line ends too. Fertility is therefore higher
/// than on treebanks, where punctuation marks are words of their own (Rust et al. 2021, "How Good
/// is Your Tokenizer?", §3.2; BLOOM measured on Universal Dependencies), and comparable between
/// tokenizers on the same text.
///
/// @param measuredOn `heldout` or, where a language has no held-out documents, `corpus`
/// @param unit what fertility is counted by: `word`, or `character` where more than half of the
///   letters are of [UnspacedScripts], which is read from the text, not from the language
/// @param characters code points
/// @param tokensPerWord says little where the unit is `character`
/// @param splitWords share of words cut in two or more (the continued words of Rust et al.): a
///   token border lies between the first and the last letter or digit of the word; words without
///   either do not count. Absent where the unit is `character`
public record Fertility(
    String measuredOn,
    String unit,
    long documents,
    long words,
    long characters,
    long bytes,
    long tokens,
    double tokensPerWord,
    double tokensPerCharacter,
    double bytesPerToken,
    @Nullable Double splitWords) {
  public static final String WORD = "word";
  public static final String CHARACTER = "character";

  /// Tokens per unit.
  public double perUnit() {
    return unit.equals(WORD) ? tokensPerWord : tokensPerCharacter;
  }

  /// Adds up documents. For one thread.
  public static final class Meter {
    private final Encoder encoder;
    private final Tokenizer tokenizer;
    private final IdBuffer ids = new IdBuffer();
    private long documents;
    private long words;
    private long wordsWithLetters;
    private long splitWords;
    private long letters;
    private long unspacedLetters;
    private long characters;
    private long bytes;
    private long tokens;

    // The word at hand, in bytes of the text: from its first letter to behind its last.
    private int coreStart;
    private int coreEnd;

    // The last token border at or before the word at hand.
    private int token;
    private int border;

    public Meter(Tokenizer tokenizer) {
      this.tokenizer = tokenizer;
      encoder = tokenizer.encoder();
    }

    /// Measures one document.
    ///
    /// @return its ids, valid until the next call
    public IdBuffer add(String text) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      ids.clear();
      encoder.encode(utf8, 0, utf8.length, Specials.AS_TEXT, ids);
      documents++;
      bytes += utf8.length;
      tokens += ids.size();
      characters += text.codePointCount(0, text.length());
      token = 0;
      border = 0;
      read(asCut(text, utf8.length));
      return ids;
    }

    /// The text that the tokens make up: a normaliser may have changed it, or put a space before.
    private String asCut(String text, int length) {
      int sum = 0;
      for (int i = 0; i < ids.size(); i++) {
        sum += tokenizer.length(ids.get(i));
      }
      return sum == length ? text : tokenizer.decode(ids.toArray());
    }

    private void read(String text) {
      boolean inWord = false;
      int at = 0; // bytes
      coreStart = -1;
      int codePoint;
      for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
        codePoint = text.codePointAt(i);
        int length = utf8Length(codePoint);
        boolean space = Character.isWhitespace(codePoint);
        if (space && inWord) {
          endWord();
        } else if (!space && !inWord) {
          words++;
        }
        inWord = !space;
        if (inCore(codePoint)) {
          coreStart = coreStart < 0 ? at : coreStart;
          coreEnd = at + length;
        }
        if (Character.isLetter(codePoint)) {
          letters++;
          unspacedLetters += UnspacedScripts.hold(codePoint) ? 1 : 0;
        }
        at += length;
      }
      endWord();
    }

    private static boolean inCore(int codePoint) {
      return Character.isLetterOrDigit(codePoint)
          || switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK,
                Character.COMBINING_SPACING_MARK,
                Character.ENCLOSING_MARK,
                Character.LETTER_NUMBER,
                Character.OTHER_NUMBER ->
                true;
            default -> false;
          };
    }

    private void endWord() {
      if (coreStart < 0) {
        return;
      }
      wordsWithLetters++;
      while (border <= coreStart && token < ids.size()) {
        border += tokenizer.length(ids.get(token++));
      }
      splitWords += border > coreStart && border < coreEnd ? 1 : 0;
      coreStart = -1;
    }

    /// Half of a surrogate pair becomes a question mark.
    private static int utf8Length(int codePoint) {
      if (codePoint < 0x80 || (codePoint >= 0xD800 && codePoint <= 0xDFFF)) {
        return 1;
      }
      return codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }

    public Fertility result(String measuredOn) {
      boolean unspaced = 2 * unspacedLetters > letters;
      return new Fertility(
          measuredOn,
          unspaced ? CHARACTER : WORD,
          documents,
          words,
          characters,
          bytes,
          tokens,
          ratio(tokens, words),
          ratio(tokens, characters),
          ratio(bytes, tokens),
          unspaced ? null : Double.valueOf(ratio(splitWords, wordsWithLetters)));
    }

    private static double ratio(long a, long b) {
      return b == 0 ? 0 : (double) a / b;
    }
  }
}
