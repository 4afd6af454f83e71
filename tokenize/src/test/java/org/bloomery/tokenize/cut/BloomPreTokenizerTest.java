package org.bloomery.tokenize.cut;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bloomery.tokenize.RandomText;
import org.junit.jupiter.api.Test;

class BloomPreTokenizerTest {
  /// The published pattern with the bracket written as the union that Oniguruma makes of it.
  private static final Pattern ORACLE =
      Pattern.compile(" ?[^\\s()|.,!?…。，、।۔،]+", Pattern.UNICODE_CHARACTER_CLASS);

  private static final List<PreTokenizer> PRE_TOKENIZERS =
      List.of(
          new BloomPreTokenizer(),
          new Gpt2PreTokenizer(),
          new Llama3PreTokenizer(3),
          new RegexPreTokenizer(Llama3PreTokenizer.QWEN_2),
          new SequencePreTokenizer(
              List.of(new RegexPreTokenizer("\\p{N}"), new Gpt2PreTokenizer())));

  static List<String> pieces(PreTokenizer preTokenizer, String text) {
    return cut(preTokenizer.cutter(), text);
  }

  static List<String> cut(PieceCutter cutter, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    List<String> pieces = new ArrayList<>();
    cutter.start(bytes, 0, bytes.length);
    for (int at = 0; at < bytes.length; ) {
      int end = cutter.end(bytes, at, bytes.length);
      pieces.add(new String(bytes, at, end - at, StandardCharsets.UTF_8));
      at = end;
    }
    return pieces;
  }

  private static List<String> oracle(String text) {
    List<String> pieces = new ArrayList<>();
    Matcher matcher = ORACLE.matcher(text);
    int at = 0;
    while (matcher.find()) {
      if (matcher.start() > at) {
        pieces.add(text.substring(at, matcher.start()));
      }
      pieces.add(matcher.group());
      at = matcher.end();
    }
    if (at < text.length()) {
      pieces.add(text.substring(at));
    }
    return pieces;
  }

  @Test
  void keepsGapsAsPieces() {
    assertEquals(
        List.of("Hello", ", ", " world", " (", "foo", "|", "bar", ")"),
        pieces(new BloomPreTokenizer(), "Hello,  world (foo|bar)"));
  }

  @Test
  void splitsAtExactlyThirtyNineCodePoints() {
    int separators = 0;
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        continue;
      }
      String text = "a" + Character.toString(c) + "b";
      List<String> pieces = pieces(new BloomPreTokenizer(), text);
      assertEquals(oracle(text), pieces, () -> text.codePoints().boxed().toList().toString());
      separators += pieces.size() > 1 ? 1 : 0;
    }
    assertEquals(39, separators);
  }

  @Test
  void cutsRandomTextAsTheRegularExpressionDoes() {
    for (long seed = 0; seed < 3000; seed++) {
      String text = new RandomText(seed).next(30);
      long shown = seed;
      assertEquals(oracle(text), pieces(new BloomPreTokenizer(), text), () -> "seed " + shown);
    }
  }

  @Test
  void coversAnyBytesWithoutGapOrEmptyPiece() {
    for (long seed = 0; seed < 2000; seed++) {
      RandomText random = new RandomText(seed);
      byte[] bytes = new byte[random.nextInt(40)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (random.nextInt(3) == 0 ? 0x20 : random.nextInt(256));
      }
      for (PreTokenizer each : PRE_TOKENIZERS) {
        PieceCutter cutter = each.cutter();
        cutter.start(bytes, 0, bytes.length);
        int at = 0;
        while (at < bytes.length) {
          int end = cutter.end(bytes, at, bytes.length);
          long shown = seed;
          assertEquals(true, end > at && end <= bytes.length, () -> "seed " + shown);
          at = end;
        }
      }
    }
  }
}
