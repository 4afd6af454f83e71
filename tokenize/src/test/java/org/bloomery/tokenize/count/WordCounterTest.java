package org.bloomery.tokenize.count;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bloomery.tokenize.Golden;
import org.bloomery.tokenize.cut.BloomPreTokenizer;
import org.bloomery.tokenize.file.TokenizerFiles;
import org.bloomery.tokenize.merge.BpeTrainer;
import org.bloomery.tokenize.text.TextPart;
import org.junit.jupiter.api.Test;

class WordCounterTest {
  private static Map<String, Long> count(boolean deduplicate, int threads, List<String> texts)
      throws IOException {
    List<TextPart> parts = new ArrayList<>();
    texts.forEach(text -> parts.add(sink -> sink.accept(text)));
    WordList counts =
        new WordCounter(new BloomPreTokenizer(), deduplicate, threads).count(parts, bytes -> {});
    return words(counts);
  }

  private static Map<String, Long> words(WordList counts) throws IOException {
    Map<String, Long> words = new TreeMap<>();
    counts.forEach((word, from, to, count) ->
        words.put(new String(word, from, to - from, StandardCharsets.UTF_8), count));
    assertEquals(words.size(), counts.distinct());
    return words;
  }

  @Test
  void countsPieces() throws IOException {
    assertEquals(
        Map.of("to", 1L, " be", 2L, ", ", 1L, " or", 1L, " not", 1L, " to", 1L),
        count(false, 1, List.of("to be,  or not to be")));
  }

  @Test
  void countsEachDistinctLineOnce() throws IOException {
    assertEquals(
        Map.of("a", 1L, "b", 2L, ".\n\n", 1L, "\n", 1L, " c", 1L),
        count(true, 1, List.of("a.\n\nb\na.\n\nb c", "a.\n\nb\n")));
  }

  @Test
  void givesTheSameTokenizerForAnyNumberOfThreads() throws IOException {
    List<TextPart> parts = new ArrayList<>();
    for (String line : Golden.text().split("(?<=\n)", -1)) {
      parts.add(sink -> sink.accept(line));
      parts.add(sink -> sink.accept(line + line));
    }
    byte[][] results = new byte[3][];
    int[] threads = {1, 2, 7};
    for (int i = 0; i < threads.length; i++) {
      WordList counts =
          new WordCounter(new BloomPreTokenizer(), true, threads[i]).count(parts, bytes -> {});
      results[i] =
          TokenizerFiles.tokenizerJson(
              BpeTrainer.train(
                  counts, 900, BpeTrainer.BLOOM_SPECIALS, new BloomPreTokenizer(), size -> {}));
    }
    assertArrayEquals(results[0], results[1]);
    assertArrayEquals(results[0], results[2]);
  }
}
