package org.bloomery.tokenize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnigurumaPatternTest {
  @Test
  void cutsAsThePeerDoesWithEachPattern() throws IOException {
    JsonNode golden = Json.MAPPER.readTree(Golden.bytes("patterns.json"));
    for (JsonNode each : golden.path("patterns")) {
      PreTokenizer preTokenizer = new RegexPreTokenizer(each.path("pattern").asText());
      each.path("cases")
          .properties()
          .forEach(given -> {
            List<String> pieces = given.getValue().valueStream().map(JsonNode::asText).toList();
            assertEquals(
                pieces,
                BloomPreTokenizerTest.pieces(preTokenizer, given.getKey()),
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
  void readsTheSamePiecesByHandAndByPattern() {
    for (long seed = 0; seed < 3000; seed++) {
      String text = new RandomText(seed).next(40);
      long shown = seed;
      assertEquals(
          BloomPreTokenizerTest.pieces(new RegexPreTokenizer(Gpt2PreTokenizer.PATTERN), text),
          BloomPreTokenizerTest.pieces(new Gpt2PreTokenizer(), text),
          () -> "seed " + shown);
      assertEquals(
          BloomPreTokenizerTest.pieces(new RegexPreTokenizer(BloomPreTokenizer.PATTERN), text),
          BloomPreTokenizerTest.pieces(new BloomPreTokenizer(), text),
          () -> "seed " + shown);
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
