package org.bloomery.tokenize.cut;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.bloomery.tokenize.RandomText;
import org.junit.jupiter.api.Test;

class Gpt2PreTokenizerTest {
  private static final Pattern ORACLE =
      Pattern.compile(
          "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
          Pattern.UNICODE_CHARACTER_CLASS);

  @Test
  void keepsContractionsNumbersAndLeadingSpaces() {
    assertEquals(
        List.of("We", "'ll", " go", " ", " at", " 10", ":", "30", "!!", "\n"),
        BloomPreTokenizerTest.pieces(new Gpt2PreTokenizer(), "We'll go  at 10:30!!\n"));
  }

  @Test
  void cutsRandomTextAsTheRegularExpressionDoes() {
    for (long seed = 0; seed < 3000; seed++) {
      String text = new RandomText(seed).next(30);
      List<String> expected = ORACLE.matcher(text).results().map(MatchResult::group).toList();
      long shown = seed;
      assertEquals(
          expected,
          BloomPreTokenizerTest.pieces(new Gpt2PreTokenizer(), text),
          () -> "seed " + shown);
    }
  }
}
