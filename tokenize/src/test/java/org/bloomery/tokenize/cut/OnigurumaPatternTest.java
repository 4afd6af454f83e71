package org.bloomery.tokenize.cut;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.Json;
import org.bloomery.tokenize.Golden;
import org.bloomery.tokenize.RandomText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnigurumaPatternTest {
  @Test
  void cutsAsThePeerDoesWithEachPattern() throws IOException {
    JsonNode golden = Json.MAPPER.readTree(Golden.bytes("patterns.json"));
    for (JsonNode each : golden.path("patterns")) {
      PieceCutter cutter = new RegexPreTokenizer(each.path("pattern").asText()).cutter();
      each.path("cases")
          .properties()
          .forEach(given -> {
            List<String> pieces = given.getValue().valueStream().map(JsonNode::asText).toList();
            assertEquals(
                pieces,
                BloomPreTokenizerTest.cut(cutter, given.getKey()),
                () -> each.path("pattern") + " on " + given.getKey());
          });
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "(",
        "[a",
        "a**?+",
        "\\",
        "\\p{Quux}",
        "\\pL",
        "(?m:.)",
        "(?<n>a)",
        "a(?i)b",
        "[[:alpha:]]",
        "[a&&b]",
        "\\R",
        "\\X",
        "\\1",
        "\\xff",
        "\\u12",
        "(?i:ss)",
        "(?i:é)",
        "{2}+",
        "(*FAIL)"
      })
  void refusesWhatItWouldReadOtherwise(String pattern) {
    assertThrows(IllegalArgumentException.class, () -> new RegexPreTokenizer(pattern));
  }

  @Test
  void cutsTheSamePiecesByHandAndByPattern() {
    Map<String, PreTokenizer> byHand =
        Map.of(
            BloomPreTokenizer.PATTERN, new BloomPreTokenizer(),
            Gpt2PreTokenizer.PATTERN, new Gpt2PreTokenizer(),
            Llama3PreTokenizer.LLAMA_3, new Llama3PreTokenizer(3),
            Llama3PreTokenizer.QWEN_2, new Llama3PreTokenizer(1));
    byHand.forEach((pattern, scanner) -> {
      PieceCutter regex = new RegexPreTokenizer(pattern).cutter();
      for (long seed = 0; seed < 4000; seed++) {
        String text = text(seed);
        long shown = seed;
        assertEquals(
            BloomPreTokenizerTest.cut(regex, text),
            BloomPreTokenizerTest.cut(scanner.cutter(), text),
            () -> pattern + ", seed " + shown);
      }
    });
  }

  /// Half of the texts are of any characters, half of those that the patterns name.
  private static String text(long seed) {
    RandomText random = new RandomText(seed);
    if (seed % 2 == 0) {
      return random.next(40);
    }
    String[] parts = {
      "'s", "'LL", "'rE", "'ſ", "'v", "a", "é", "1", "²", " ", "\u00A0", "\n", "\r", "."
    };
    StringBuilder out = new StringBuilder();
    for (int i = random.nextInt(20); i >= 0; i--) {
      out.append(parts[random.nextInt(parts.length)]);
    }
    return out.toString();
  }

  @Test
  void knowsEveryCharacterAsThePatternDoes() {
    PieceCutter regex = new RegexPreTokenizer(Llama3PreTokenizer.LLAMA_3).cutter();
    PieceCutter scanner = new Llama3PreTokenizer(3);
    for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
      if (codePoint < 0xD800 || codePoint > 0xDFFF) {
        String text =
            "a" + Character.toString(codePoint) + "'" + Character.toString(codePoint) + "1";
        int shown = codePoint;
        assertEquals(
            BloomPreTokenizerTest.cut(regex, text),
            BloomPreTokenizerTest.cut(scanner, text),
            () -> Integer.toHexString(shown));
      }
    }
  }

  @Test
  void cutsThePiecesOfOneStepInTheNext() {
    PreTokenizer steps =
        new SequencePreTokenizer(
            List.of(
                new RegexPreTokenizer("\\p{N}{1,3}"),
                new RegexPreTokenizer("\\p{N}{2}"),
                new Gpt2PreTokenizer()));
    assertEquals(
        List.of("a", " b", "12", "3", "45", "6", "7", " ", " c"),
        BloomPreTokenizerTest.pieces(steps, "a b1234567  c"));
  }

  @Test
  void saysThatAPatternGoesTooDeep() {
    PreTokenizer deep = new RegexPreTokenizer("(?:a|b)+");
    byte[] text = new byte[1 << 20];
    Arrays.fill(text, (byte) 'a');
    assertThrows(
        InputException.class,
        () -> BloomPreTokenizerTest.pieces(deep, new String(text, StandardCharsets.US_ASCII)));
  }
}
