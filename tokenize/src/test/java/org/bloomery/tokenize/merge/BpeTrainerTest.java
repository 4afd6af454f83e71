package org.bloomery.tokenize.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bloomery.artifact.RunFileException;
import org.bloomery.tokenize.NaiveTrainer;
import org.bloomery.tokenize.RandomText;
import org.bloomery.tokenize.count.WordCounts;
import org.bloomery.tokenize.cut.BloomPreTokenizer;
import org.bloomery.tokenize.encode.BpeModel;
import org.bloomery.tokenize.encode.Specials;
import org.bloomery.tokenize.encode.Tokenizer;
import org.bloomery.tokenize.text.ByteCharacters;
import org.junit.jupiter.api.Test;

class BpeTrainerTest {
  private static final List<String> SPECIALS = BpeTrainer.BLOOM_SPECIALS;

  private static Tokenizer train(List<String> words, int vocabularySize, List<String> specials)
      throws IOException {
    WordCounts counts = new WordCounts();
    for (String word : words) {
      byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
      counts.add(bytes, 0, bytes.length);
    }
    return BpeTrainer.train(counts, vocabularySize, specials, new BloomPreTokenizer(), size -> {});
  }

  private static List<List<Integer>> merges(Tokenizer tokenizer) {
    BpeModel model = tokenizer.model();
    List<List<Integer>> merges = new ArrayList<>();
    for (int rank = 0; rank < model.mergeLeft().length; rank++) {
      merges.add(List.of(model.mergeLeft()[rank], model.mergeRight()[rank]));
    }
    return merges;
  }

  @Test
  void putsSpecialsFirstAndBytesInOrderOfTheirCharacters() throws IOException {
    Tokenizer tokenizer = train(List.of("ab"), 260, SPECIALS);
    assertEquals(260, tokenizer.size());
    assertEquals("</s>", tokenizer.decode(2));
    assertEquals("!", tokenizer.decode(4));
    assertEquals("\u0000", tokenizer.decode(4 + 188));
    assertEquals(" ", tokenizer.decode(4 + 188 + 32));
  }

  @Test
  void countsOverlappingPairsAndMergesFromTheLeft() throws IOException {
    Tokenizer tokenizer = train(List.of("aaa", "ab", "ab"), 262, SPECIALS);
    int a = tokenizer.encode("a")[0];
    // (a, a) and (a, b) both occur twice: the smaller right id wins.
    assertEquals(List.of(a, a), merges(tokenizer).getFirst());
    assertEquals(2, tokenizer.encode("aaa").length);
    assertEquals("aa", tokenizer.decode(tokenizer.encode("aaa")[0]));
  }

  @Test
  void agreesWithCountingEverythingAgainBeforeEachMerge() throws IOException {
    int compared = 0;
    for (long seed = 0; seed < 400; seed++) {
      RandomText random = new RandomText(seed);
      List<String> words = randomWords(random);
      int size = 260 + random.nextInt(60);
      List<String> mapped =
          words.stream()
              .map(word -> ByteCharacters.text(word.getBytes(StandardCharsets.UTF_8)))
              .toList();
      NaiveTrainer naive = NaiveTrainer.train(mapped, size, SPECIALS);
      if (naive.revived) {
        continue;
      }
      compared++;
      Tokenizer tokenizer = train(words, size, SPECIALS);
      long shown = seed;
      assertEquals(naive.merges, merges(tokenizer), () -> "seed " + shown);
      assertEquals(naive.texts.size(), tokenizer.size(), () -> "seed " + shown);
    }
    assertTrue(compared > 300, "too few cases without a revived pair: " + compared);
  }

  /// Few letters and many repeats, so that ties, overlaps and two ways to one token are frequent.
  private static List<String> randomWords(RandomText random) {
    List<String> words = new ArrayList<>();
    int letters = 1 + random.nextInt(4);
    int n = 1 + random.nextInt(40);
    for (int i = 0; i < n; i++) {
      StringBuilder word = new StringBuilder();
      int length = 1 + random.nextInt(9);
      for (int k = 0; k < length; k++) {
        word.append("a\u0001é ".charAt(random.nextInt(letters)));
      }
      words.add(word.toString());
    }
    words.addAll(words.subList(0, random.nextInt(words.size())));
    return words;
  }

  @Test
  void usesTheIdOfATokenThatExists() throws IOException {
    // "<s>" is a special token and a frequent word: its letters merge into id 1.
    Tokenizer tokenizer = train(List.of("<s>", "<s>", "<s>"), 262, SPECIALS);
    assertEquals(1, tokenizer.model().mergeResult()[1]);
    assertEquals(1, tokenizer.encode("<s>", Specials.AS_TEXT)[0]);
    assertEquals(261, tokenizer.size());
  }

  @Test
  void endsEarlyWhenNothingIsLeftToMerge() throws IOException {
    assertEquals(261, train(List.of("ab", "c"), 1000, SPECIALS).size());
  }

  @Test
  void countsBeyondThirtyTwoBits() throws IOException {
    WordCounts counts = new WordCounts();
    counts.add("ab".getBytes(StandardCharsets.UTF_8), 0, 2, 6_000_000_000L);
    counts.add("cd".getBytes(StandardCharsets.UTF_8), 0, 2, 5_000_000_000L);
    Tokenizer tokenizer =
        BpeTrainer.train(counts, 261, SPECIALS, new BloomPreTokenizer(), size -> {});
    assertEquals("ab", tokenizer.decode(260));
  }

  @Test
  void refusesAVocabularyThatCannotHoldTheBytes() {
    RunFileException refusal =
        assertThrows(RunFileException.class, () -> train(List.of("ab"), 200, SPECIALS));
    assertEquals(2, refusal.exitCode());
    assertTrue(String.valueOf(refusal.getMessage()).contains("tokenize.vocabularySize = 200"));
    assertTrue(String.valueOf(refusal.getMessage()).contains("give at least 260"));
  }
}
