package org.bloomery.curate.duplicate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class TokensTest {
  private static int count(String text) {
    return new Tokens().read(text).count();
  }

  private static long first(String text) {
    return new Tokens().read(text).hashes()[0];
  }

  @Test
  void countsWhatEachScriptWritesAsWords() {
    assertEquals(4, count("The cat — it sat."));
    assertEquals(2, count("कि, हिन्दी"));
    assertEquals(3, count("Tiếng Việt có"));
    assertEquals(6, count("中文和日本の"));
    assertEquals(4, count("หนัง")); // three letters and a mark
    assertEquals(3, count("ab中cd"));
    assertEquals(2, count("می\u200Cخواهم است"));
    assertEquals(1, count("𞤀𞤣𞤤𞤢𞤥")); // Adlam, beyond 2^16
    assertEquals(2, count("𠀀𠀁")); // Han, beyond 2^16
    assertEquals(1, count("2026"));
    assertEquals(0, count("… 😀 !"));
    assertEquals(0, count("\uD800"));
    assertEquals(0, count(""));
  }

  @Test
  void caseAndPunctuationDoNotCountButMarksDo() {
    assertEquals(first("Straße,"), first("straße"));
    assertEquals(first("𞤀"), first("𞤢")); // capital and small Adlam letter
    assertNotEquals(first("कि"), first("कु"));
    assertNotEquals(first("má"), first("mà"));
    assertNotEquals(first("ma"), first("mà"));
  }
}
