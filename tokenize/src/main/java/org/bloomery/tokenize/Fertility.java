package org.bloomery.tokenize;

import java.nio.charset.StandardCharsets;

/// How finely a tokenizer cuts a text: the share that each language pays.
///
/// @param measuredOn `heldout` or, where a language has no held-out documents, `corpus`
/// @param words runs of characters between white space; says little where a script has no spaces
/// @param tokensPerWord fertility
public record Fertility(
    String measuredOn,
    long documents,
    long words,
    long characters,
    long bytes,
    long tokens,
    double tokensPerWord,
    double tokensPerCharacter,
    double bytesPerToken) {

  /// Adds up documents. For one thread.
  static final class Meter {
    private final Encoder encoder;
    private final IdBuffer ids = new IdBuffer();
    private long documents;
    private long words;
    private long characters;
    private long bytes;
    private long tokens;

    Meter(Tokenizer tokenizer) {
      encoder = tokenizer.encoder();
    }

    void add(String text) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      ids.clear();
      encoder.encode(utf8, 0, utf8.length, Specials.AS_TEXT, ids);
      documents++;
      bytes += utf8.length;
      tokens += ids.size();
      boolean inWord = false;
      for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
        characters++;
        boolean space = Character.isWhitespace(text.codePointAt(i));
        words += !space && !inWord ? 1 : 0;
        inWord = !space;
      }
    }

    Fertility result(String measuredOn) {
      return new Fertility(
          measuredOn,
          documents,
          words,
          characters,
          bytes,
          tokens,
          ratio(tokens, words),
          ratio(tokens, characters),
          ratio(bytes, tokens));
    }

    private static double ratio(long a, long b) {
      return b == 0 ? 0 : (double) a / b;
    }
  }
}
