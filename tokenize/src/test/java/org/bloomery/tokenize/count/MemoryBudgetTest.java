package org.bloomery.tokenize.count;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bloomery.tokenize.cut.BloomPreTokenizer;
import org.bloomery.tokenize.file.TokenizerFiles;
import org.bloomery.tokenize.merge.BpeTrainer;
import org.bloomery.tokenize.text.TextPart;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryBudgetTest {
  @TempDir Path folder;

  private static final int LINE_WORDS = 1000;
  private static final String CONSONANTS = "bdfgklmnprstvzcj";
  private static final String VOWELS = "aeiouywh";

  /// Words of four random syllables: almost all of them distinct, as in a language with rich
  /// endings.
  private static TextPart words(long seed, int words) {
    return sink -> {
      Random random = new Random(seed);
      byte[] text = new byte[LINE_WORDS * 9 + 1];
      for (int left = words; left > 0; left -= LINE_WORDS) {
        int at = 0;
        for (int i = Math.min(left, LINE_WORDS); i > 0; i--) {
          int word = random.nextInt();
          text[at++] = ' ';
          for (int k = 0; k < 4; k++, word >>>= 7) {
            text[at++] = (byte) CONSONANTS.charAt(word & 15);
            text[at++] = (byte) VOWELS.charAt((word >>> 4) & 7);
          }
        }
        text[at++] = '\n';
        sink.accept(text, 0, at);
      }
    };
  }

  private static byte[] train(
      List<TextPart> parts, boolean lines, int threads, CountingMemory memory) throws IOException {
    WordList words =
        new WordCounter(new BloomPreTokenizer(), lines, threads, memory).count(parts, bytes -> {});
    if (memory.bytes() < Long.MAX_VALUE) {
      assertInstanceOf(WordFile.class, words);
    }
    return TokenizerFiles.tokenizerJson(
        BpeTrainer.train(
            words, 300, BpeTrainer.BLOOM_SPECIALS, new BloomPreTokenizer(), size -> {}));
  }

  @Test
  void givesTheSameTokenizerWhenTenTimesTheMemoryWouldBeNeeded() throws IOException {
    compareWithUnlimited(4L << 20);
  }

  @Test
  @Tag("long")
  void givesTheSameTokenizerFromFiveMillionWordsInSixtyFourMegabytes() throws IOException {
    compareWithUnlimited(64L << 20);
  }

  private void compareWithUnlimited(long budget) throws IOException {
    CountingMemory memory = new CountingMemory(budget, folder);
    int fits = 2 * (int) Long.highestOneBit(memory.wordBytes(2, false) / 64);
    // some words come twice by chance
    List<TextPart> parts =
        List.of(words(1, 3 * fits), words(2, 3 * fits), words(3, 4 * fits + fits / 4));
    byte[] unlimited = train(parts, false, 2, CountingMemory.UNLIMITED);
    assertArrayEquals(unlimited, train(parts, false, 2, memory));
    assertEquals(List.of(), files());
  }

  @Test
  void tellsLinesApartOnDiskWhenTheyDoNotFit() throws IOException {
    List<TextPart> parts = new ArrayList<>();
    for (int part = 0; part < 6; part++) {
      long seed = part % 3; // every line comes twice
      parts.add(sink -> {
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
          sink.accept("line " + random.nextInt(60_000) + "\nof " + random.nextInt(10) + "\n");
        }
      });
    }
    CountingMemory memory = new CountingMemory(1 << 20, folder);
    assertEquals(counts(parts, CountingMemory.UNLIMITED, 1), counts(parts, memory, 2));
    assertArrayEquals(
        train(parts, true, 1, CountingMemory.UNLIMITED), train(parts, true, 7, memory));
    assertEquals(List.of(), files());
  }

  private static Map<String, Long> counts(List<TextPart> parts, CountingMemory memory, int threads)
      throws IOException {
    Map<String, Long> counts = new TreeMap<>();
    try (WordList words =
        new WordCounter(new BloomPreTokenizer(), true, threads, memory).count(parts, bytes -> {})) {
      words.forEach((word, from, to, count) ->
          counts.merge(
              new String(word, from, to - from, StandardCharsets.UTF_8), count, Long::sum));
      assertEquals(counts.size(), words.distinct());
    }
    return counts;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> below = Files.walk(folder)) {
      return below.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void sortsWordsByTheirBytes() throws IOException {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      WordCounts table = new WordCounts();
      TreeMap<String, Long> expected = new TreeMap<>(); // Latin-1 strings sort as their bytes do
      for (int n = random.nextInt(300); n > 0; n--) {
        byte[] word = new byte[1 + random.nextInt(20)];
        for (int i = 0; i < word.length; i++) {
          word[i] = (byte) (random.nextInt(10) == 0 ? random.nextInt(256) : random.nextInt(2));
        }
        table.add(word, 0, word.length, (1L << 40) + n);
        expected.merge(new String(word, StandardCharsets.ISO_8859_1), (1L << 40) + n, Long::sum);
      }
      List<String> found = new ArrayList<>();
      try (WordList file = WordFile.write(folder.resolve("words"), table)) {
        file.forEach((word, from, to, count) ->
            found.add(
                new String(word, from, to - from, StandardCharsets.ISO_8859_1) + "=" + count));
      }
      long shown = seed;
      assertEquals(
          expected.entrySet().stream().map(Object::toString).toList(),
          found,
          () -> "seed " + shown);
    }
  }
}
