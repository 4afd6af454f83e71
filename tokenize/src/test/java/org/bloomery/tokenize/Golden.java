package org.bloomery.tokenize;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.bloomery.artifact.Json;
import org.bloomery.tokenize.count.WordCounter;
import org.bloomery.tokenize.count.WordList;
import org.bloomery.tokenize.cut.BloomPreTokenizer;
import org.bloomery.tokenize.encode.Tokenizer;
import org.bloomery.tokenize.merge.BpeTrainer;
import org.jspecify.annotations.Nullable;

/// What Hugging Face tokenizers makes of the golden text; written by `peers/record_tokenizer.py`.
public record Golden(
    String peer, Map<String, Integer> vocab, List<List<String>> merges, List<Case> cases) {

  /// One string and its ids.
  ///
  /// @param idsAsText ids when specials are taken as text, where they differ
  /// @param decoded text of the ids, where it is not the string itself
  /// @param firstHalf text of the first half of the ids
  public record Case(
      String text,
      List<Integer> ids,
      @Nullable List<Integer> idsAsText,
      @Nullable String decoded,
      String firstHalf) {
    public int[] idArray() {
      return ids.stream().mapToInt(Integer::intValue).toArray();
    }
  }

  public static Golden read(String name) {
    try {
      return Json.MAPPER.readValue(bytes(name), new TypeReference<>() {});
    } catch (IOException e) {
      throw new AssertionError(name, e);
    }
  }

  public static byte[] bytes(String name) {
    try (InputStream in = Golden.class.getResourceAsStream("/golden/" + name)) {
      return java.util.Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(name, e);
    }
  }

  public static String text() {
    return new String(bytes("text.txt"), StandardCharsets.UTF_8);
  }

  /// Trains on the golden text as one document.
  public static Tokenizer train(int vocabularySize) {
    try {
      WordList counts =
          new WordCounter(new BloomPreTokenizer(), false, 1)
              .count(List.of(texts -> texts.accept(text())), bytes -> {});
      return BpeTrainer.train(
          counts, vocabularySize, BpeTrainer.BLOOM_SPECIALS, new BloomPreTokenizer(), size -> {});
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
