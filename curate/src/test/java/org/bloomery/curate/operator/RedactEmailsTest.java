package org.bloomery.curate.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RedactEmailsTest {
  private static final String[] PIECES = {
    "a",
    "Ä",
    "é",
    "𐐀",
    "9",
    "_",
    "%",
    "+",
    "'",
    "-",
    ".",
    "..",
    "@",
    "@@",
    " ",
    "\n",
    "@b.org",
    "ann.lee@x-y.example.org",
    "no@host",
    "@a.b.c.d",
    "x".repeat(63),
    "𐐀".repeat(64),
    "क",
    "،",
    "mail:",
    "\uD801",
  };

  @Test
  void findsWhatThePatternFindsInTheWholeText() {
    Random random = new Random(5);
    int found = 0;
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(12); n >= 0; n--) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
      String wanted = RedactEmails.ADDRESS.matcher(text).replaceAll(RedactEmails.PLACEHOLDER);
      assertEquals(wanted, RedactEmails.redacted(text.toString()));
      found += wanted.contentEquals(text) ? 0 : 1;
    }
    assertTrue(found > 5_000, found + " texts had addresses");
  }
}
