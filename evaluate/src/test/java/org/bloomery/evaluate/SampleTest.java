package org.bloomery.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SampleTest {
  @Test
  void promptIsTheFirstWords() {
    assertEquals("One two\n three", Sample.firstWords("One two\n three four", 3));
    assertEquals("One", Sample.firstWords("One", 3));
  }

  @Test
  void promptWithoutSpacesIsCutByCharacters() {
    assertEquals("鐵".repeat(60), Sample.firstWords("鐵".repeat(500), 3));
  }
}
