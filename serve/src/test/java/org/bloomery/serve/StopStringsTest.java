package org.bloomery.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StopStringsTest {
  @Test
  void holdsBackWhatMayBecomeAStop() {
    StopStrings stops = new StopStrings(List.of("\n\nQ:", "END"));
    assertEquals("one", stops.add("one\n"));
    assertEquals("", stops.add("\n"));
    assertEquals("\n\nE", stops.add("Ex").substring(0, 3));
    assertEquals("", stops.add("EN"));
    assertFalse(stops.stopped());
    assertEquals("", stops.add("D and more"));
    assertTrue(stops.stopped());
    assertEquals("", stops.add("after"));
    assertEquals("", stops.end());
  }

  @Test
  void givesBackWhatWasHeldAtTheEnd() {
    StopStrings stops = new StopStrings(List.of("stop"));
    assertEquals("do not ", stops.add("do not sto"));
    assertEquals("sto", stops.end());
  }

  @Test
  void cutsAtTheFirstStopHoweverTheTextComes() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 30; i++) {
        text.append("aab\u0939".charAt(random.nextInt(4)));
      }
      List<String> wanted = List.of("aaab", "b\u0939", "\u0939\u0939a");
      int first = text.length();
      for (String stop : wanted) {
        int at = text.indexOf(stop);
        first = at < 0 ? first : Math.min(first, at);
      }
      StopStrings stops = new StopStrings(wanted);
      StringBuilder shown = new StringBuilder();
      int at = 0;
      while (at < text.length()) {
        int to = Math.min(text.length(), at + 1 + random.nextInt(4));
        shown.append(stops.add(text.substring(at, to)));
        at = to;
      }
      shown.append(stops.end());
      // A stop that is met in a later piece cannot begin before one that was met earlier ended.
      assertEquals(text.substring(0, first), shown.toString(), "seed " + seed + " " + text);
    }
  }
}
