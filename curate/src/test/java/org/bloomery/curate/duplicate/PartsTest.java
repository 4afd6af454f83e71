package org.bloomery.curate.duplicate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.bloomery.artifact.run.corpus.ExactRule;
import org.bloomery.artifact.run.corpus.UrlRule;
import org.junit.jupiter.api.Test;

/// Golden cases of everything that compares exactly: documents, addresses, lines, paragraphs,
/// passages of bytes.
class PartsTest {
  private static String exact(String text, ExactRule rule) {
    return DocumentKeys.exact(text, rule);
  }

  @Test
  void textsWithoutWhiteSpaceOrLettersAloneAreCompared() {
    assertEquals(exact("a b\n", ExactRule.TEXT), exact("\u00A0ab", ExactRule.TEXT));
    assertNotEquals(exact("ab 1.", ExactRule.TEXT), exact("ab 2", ExactRule.TEXT));
    assertEquals(exact("ab 1.", ExactRule.LETTERS), exact("ab ٢ 2", ExactRule.LETTERS));
    assertNotEquals(exact("ab", ExactRule.LETTERS), exact("ab—", ExactRule.LETTERS));
    assertNotEquals(exact("कि", ExactRule.LETTERS), exact("कु", ExactRule.LETTERS));
  }

  @Test
  void documentsOfDigitsAloneAreNotAllTheSame() {
    assertNotEquals(exact("1 2 3", ExactRule.LETTERS), exact("4 5 6", ExactRule.LETTERS));
    assertEquals(exact("1 2 3", ExactRule.LETTERS), exact("123", ExactRule.LETTERS));
  }

  private static String path(String url, String... parameters) {
    return DocumentKeys.url(url, UrlRule.PATH, List.of(parameters));
  }

  @Test
  void addressesAreComparedWholeOrByTheirPath() {
    String url = "https://a.example/News/1?id=7&x=2#top";
    assertEquals(url, DocumentKeys.url(url, UrlRule.WHOLE, List.of()));
    assertEquals("https://a.example/News/1", path(url));
    assertEquals("https://a.example/News/1?id=7", path(url, "id"));
    assertEquals(path(url, "id"), path("https://a.example/News/1/?x=9&id=7", "id"));
    assertNotEquals(path(url, "id"), path("https://a.example/News/1?id=8", "id"));
    assertEquals("https://a.example/p", path("https://a.example/p/amp"));
    assertEquals("https://a.example/p", path("https://a.example/p/amp/?amp=1"));
    assertEquals("https://a.example/camp", path("https://a.example/camp"));
    assertEquals("https://a.example", path("https://a.example/"));
    assertEquals("", path(""));
  }

  private static String without(Passages passages, String text, int... removed) {
    return passages.read(text).without(text, removed);
  }

  @Test
  void linesAreTakenOutWithTheirLineFeeds() {
    Passages lines = Passages.lines();
    String text = "one\n two \n\nthree";
    assertEquals(4, lines.read(text).count());
    assertEquals(3, lines.characters(1));
    assertEquals(0, lines.characters(2));
    assertEquals(lines.hash(1), Passages.lines().read("two").hash(0));
    assertEquals(text, without(lines, text));
    assertEquals(" two \n\nthree", without(lines, text, 0));
    assertEquals("one\n\nthree", without(lines, text, 1));
    assertEquals("one\n two ", without(lines, text, 2, 3));
    assertEquals("", without(lines, text, 0, 1, 2, 3));
    assertEquals("a\n", without(lines, "a\nb\n", 1));
    assertEquals(2, lines.read("😀a").characters(0));
  }

  @Test
  void paragraphsHaveEmptyLinesBetweenThem() {
    Passages paragraphs = Passages.paragraphs();
    String text = "one\ntwo\n\nthree\n\n\nfour";
    paragraphs.read(text);
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < paragraphs.count(); i++) {
      if (paragraphs.characters(i) > 0) {
        sizes.add(paragraphs.characters(i));
      }
    }
    assertEquals(List.of(7, 5, 4), sizes);
    assertEquals(paragraphs.hash(0), Passages.paragraphs().read("one\ntwo").hash(0));
  }

  /// Every suffix against every other one.
  @Test
  void suffixesComeInTheOrderOfTheirFirstBytes() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      byte[] text = new byte[400];
      int letters = 1 + random.nextInt(4);
      for (int i = 0; i < text.length; i++) {
        text[i] = (byte) (random.nextInt(letters) * 80); // negative bytes, too
      }
      int depth = 1 + random.nextInt(40);
      Integer[] expected = new Integer[text.length - depth];
      Arrays.setAll(expected, i -> i);
      Arrays.sort(
          expected,
          Comparator.comparing(
                  (Integer i) -> Arrays.copyOfRange(text, i, i + depth), Arrays::compareUnsigned)
              .thenComparing(i -> i));
      int[] actual = new int[expected.length];
      Arrays.setAll(actual, i -> actual.length - 1 - i);
      SuffixOrder.sort(text, actual, depth);
      assertArrayEquals(Arrays.stream(expected).mapToInt(i -> i).toArray(), actual, "seed " + seed);
    }
  }

  @Test
  void aMillionEqualCharactersAreSortedInNoTime() {
    byte[] text = new byte[1 << 20];
    int[] positions = new int[text.length - 100];
    Arrays.setAll(positions, i -> i);
    long start = System.nanoTime();
    SuffixOrder.sort(text, positions, 100);
    assertEquals(text.length - 101, positions[positions.length - 1]);
    assertTrue(System.nanoTime() - start < 20e9, "quadratic time would be hours");
  }

  @Test
  void passagesAreCutToWholeCharacters() {
    String text = "नमस्ते दुनिया";
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    int bytes = utf8.length;
    int[] starts = new int[bytes];
    int count = RepeatedSubstrings.starts(utf8, 0, bytes, 10, starts, 0);
    assertTrue(count > 5);
    for (int start : Arrays.copyOf(starts, count)) {
      String rest = RepeatedSubstrings.without(text, new int[] {start}, 10);
      assertTrue(rest.indexOf('\uFFFD') < 0, rest);
      assertEquals(bytes - 9, rest.getBytes(StandardCharsets.UTF_8).length, 2);
    }
    assertEquals("ab ef", RepeatedSubstrings.without("ab cdcd ef", new int[] {2, 3}, 4));
    assertEquals("a😀", RepeatedSubstrings.without("abcd😀", new int[] {1}, 5)); // ends in it
    assertEquals("", RepeatedSubstrings.without("abcd", new int[] {0}, 4));
  }
}
