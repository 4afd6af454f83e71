package org.bloomery.curate.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// Values computed with the definitions of ac_dc.
class RepetitionTest {
  @Test
  void agreesWithPublishedDefinitionOfCharacterRepetition() {
    assertEquals(0.375, CharacterRepetition.ratio("abcabcabcabcabcabc", 3), 1e-12);
    assertEquals(2.0 / 3, CharacterRepetition.ratio("中文中文中文测试", 3), 1e-12);
    assertEquals(1, CharacterRepetition.ratio("a".repeat(30), 10));
    assertEquals(0, CharacterRepetition.ratio("shorter", 10));
    assertEquals(0, CharacterRepetition.ratio("", 10));
    assertEquals(1, CharacterRepetition.ratio("😀".repeat(4), 2));
    String sentence = "the cat sat on the mat.";
    String thrice = String.join(" ", sentence, sentence, sentence);
    assertEquals(0.193548, CharacterRepetition.ratio(thrice, 10), 5e-7);
  }

  @Test
  void agreesWithPublishedDefinitionOfWordRepetition() {
    assertEquals(1, WordRepetition.ratio("a b c d e a b c d e a b c d e", "en", 5));
    assertEquals(0, WordRepetition.ratio("a b c d", "en", 5));
    assertEquals(0, WordRepetition.ratio("1 2 3 ... !", "en", 1));
    assertEquals(1, WordRepetition.ratio("Mot mot, MOT", "fr", 1));
  }

  @Test
  void keepsVowelSignsAtTheEndOfWords() {
    assertEquals("[ा]", Words.of("ा", "hi").toString());
    assertEquals("[कि]", Words.of("«कि»", "hi").toString());
  }
}
