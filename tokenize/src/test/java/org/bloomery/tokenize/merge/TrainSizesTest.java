package org.bloomery.tokenize.merge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.bloomery.artifact.RunFileException;
import org.bloomery.tokenize.Golden;
import org.bloomery.tokenize.count.WordCounter;
import org.bloomery.tokenize.count.WordList;
import org.bloomery.tokenize.cut.BloomPreTokenizer;
import org.bloomery.tokenize.encode.Tokenizer;
import org.bloomery.tokenize.file.TokenizerFiles;
import org.junit.jupiter.api.Test;

/// One run of merges passes through every smaller vocabulary.
class TrainSizesTest {
  private static WordList count(String text) throws IOException {
    return new WordCounter(new BloomPreTokenizer(), false, 1)
        .count(List.of(sink -> sink.accept(text)), bytes -> {});
  }

  private static List<Tokenizer> trainSizes(String text, List<Integer> sizes) throws IOException {
    return BpeTrainer.trainSizes(
        count(text), sizes, BpeTrainer.BLOOM_SPECIALS, new BloomPreTokenizer(), size -> {});
  }

  private static void checkEachAgainstItsOwnTraining(String text, List<Integer> sizes)
      throws IOException {
    List<Tokenizer> tokenizers = trainSizes(text, sizes);
    assertEquals(sizes.size(), tokenizers.size());
    for (int i = 0; i < sizes.size(); i++) {
      Tokenizer alone =
          BpeTrainer.train(
              count(text),
              sizes.get(i),
              BpeTrainer.BLOOM_SPECIALS,
              new BloomPreTokenizer(),
              size -> {});
      assertArrayEquals(
          TokenizerFiles.tokenizerJson(alone), TokenizerFiles.tokenizerJson(tokenizers.get(i)));
    }
  }

  @Test
  void everySizeIsByteForByteWhatATrainingOfThatSizeGives() throws IOException {
    checkEachAgainstItsOwnTraining(Golden.text(), List.of(260, 261, 300, 600, 1500));
  }

  /// Few letters make ties, overlaps, results that exist already and pairs that are merged again.
  @Test
  void alsoWithTiesAndOverlaps() throws IOException {
    for (long seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 400; i++) {
        text.append("aaab ".charAt(random.nextInt(5)));
      }
      try {
        checkEachAgainstItsOwnTraining(text.toString(), List.of(262, 270, 285, 300, 340));
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  @Test
  void aPoorCorpusGivesTheSameSmallVocabularyForEverySizeItCannotFill() throws IOException {
    List<Tokenizer> tokenizers = trainSizes("ab ab", List.of(261, 5000, 6000));
    assertEquals(261, tokenizers.get(0).size());
    assertTrue(tokenizers.get(1).size() < 270);
    assertEquals(tokenizers.get(1).size(), tokenizers.get(2).size());
  }

  @Test
  void theSmallestSizeMustHoldTheBytes() {
    assertThrows(RunFileException.class, () -> trainSizes("ab", List.of(100, 300)));
  }
}
