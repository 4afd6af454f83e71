package org.bloomery.curate.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.bloomery.artifact.run.filter.Definitions;
import org.bloomery.curate.text.KeyCounter;
import org.bloomery.curate.text.Spans;
import org.bloomery.curate.text.TextView;
import org.junit.jupiter.api.Test;

/// Values computed with the definitions of ac_dc.
class RepetitionTest {
  @Test
  void agreesWithPublishedDefinitionOfCharacterRepetition() {
    assertEquals(0.375, characters("abcabcabcabcabcabc", 3), 1e-12);
    assertEquals(2.0 / 3, characters("中文中文中文测试", 3), 1e-12);
    assertEquals(1, characters("a".repeat(30), 10));
    assertEquals(0, characters("shorter", 10));
    assertEquals(0, characters("", 10));
    assertEquals(1, characters("😀".repeat(4), 2));
    String sentence = "the cat sat on the mat.";
    String thrice = String.join(" ", sentence, sentence, sentence);
    assertEquals(0.193548, characters(thrice, 10), 5e-7);
  }

  @Test
  void agreesWithPublishedDefinitionOfWordRepetition() {
    assertEquals(1, words("a b c d e a b c d e a b c d e", "en", 5));
    assertEquals(0, words("a b c d", "en", 5));
    assertEquals(0, words("1 2 3 ... !", "en", 1));
    assertEquals(1, words("Mot mot, MOT", "fr", 1));
  }

  private static double characters(String text, int n) {
    return CharacterRepetition.ratio(new TextView(text, "en"), n, new KeyCounter());
  }

  private static double words(String text, String language, int n) {
    Spans words = new TextView(text, language).words(Definitions.CORRECTED);
    return WordRepetition.ratio(words, n, new KeyCounter());
  }
}
