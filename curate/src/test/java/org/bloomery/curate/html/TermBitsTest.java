package org.bloomery.curate.html;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TermBitsTest {
  private static String word(Random random, String letters, int length) {
    StringBuilder word = new StringBuilder();
    while (word.length() < length) {
      word.append(letters.charAt(random.nextInt(letters.length())));
    }
    return word.toString();
  }

  @Test
  void findsTheListsOfWhichATextContainsAWord() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      List<List<String>> lists = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        List<String> words = new ArrayList<>();
        for (int j = 0; j < 4; j++) {
          words.add(word(random, "ab-", 1 + random.nextInt(5)));
        }
        lists.add(words);
      }
      String text = word(random, "aAbB-xé漢", random.nextInt(12));
      long expected = 0;
      for (int i = 0; i < lists.size(); i++) {
        boolean holds = lists.get(i).stream().anyMatch(text.toLowerCase(Locale.ROOT)::contains);
        expected |= holds ? 1L << i : 0;
      }
      assertEquals(expected, new TermBits(lists).of(text), "seed " + seed + ": " + text);
    }
  }
}
