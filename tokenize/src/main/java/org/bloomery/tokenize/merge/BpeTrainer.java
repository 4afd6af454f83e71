package org.bloomery.tokenize.merge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.bloomery.artifact.RunFileException;
import org.bloomery.artifact.run.TokenizeSettings;
import org.bloomery.tokenize.count.WordList;
import org.bloomery.tokenize.cut.PreTokenizer;
import org.bloomery.tokenize.encode.AddedToken;
import org.bloomery.tokenize.encode.BpeModel;
import org.bloomery.tokenize.encode.Tokenizer;
import org.bloomery.tokenize.text.ByteCharacters;
import org.jspecify.annotations.Nullable;

/// Learns byte-level BPE merges from word counts, in exactly the order of Hugging Face's
/// `BpeTrainer` (tokenizers 0.23): special tokens first, then the 256 bytes in the order of their
/// stand-in characters, then a merge a step. Each step takes the pair with the highest count, of
/// equals the one with the smaller (left id, right id). If the joined text is a token already, its
/// id is used again, so there can be more merges than new tokens.
///
/// One difference is meant: counts have 64 bits (there 32, which overflow on large corpora).
public final class BpeTrainer {
  /// BLOOM's special tokens in the order of their ids.
  public static final List<String> BLOOM_SPECIALS = TokenizeSettings.SPECIAL_TOKENS;

  private final int vocabularySize;
  private final List<String> texts = new ArrayList<>(); // stand-in text of each id
  private final Map<String, Integer> idOfText = new HashMap<>();
  private final int specials;
  private final int[] idOfByte = new int[256];
  private final TrainingWords words;
  private final PairCounts pairs = new PairCounts();
  private final MergeQueue queue = new MergeQueue(pairs);

  /// Merges in order; a pair that is merged again moves to the end, as it does in Hugging Face's
  /// map.
  private final Map<Long, Integer> merges = new LinkedHashMap<>();

  private BpeTrainer(int vocabularySize, List<String> specialTokens) {
    this.vocabularySize = vocabularySize;
    specialTokens.forEach(this::idFor);
    specials = texts.size();
    if (specials < specialTokens.size()) {
      throw new RunFileException("a special token is there twice in " + specialTokens);
    }
    for (byte b : ByteCharacters.alphabet()) {
      idOfByte[b & 0xFF] = idFor(String.valueOf(ByteCharacters.character(b & 0xFF)));
    }
    if (vocabularySize < texts.size()) {
      throw new RunFileException(
          "tokenize.vocabularySize = "
              + vocabularySize
              + " is smaller than the "
              + specials
              + " special tokens and the 256 bytes; give at least "
              + texts.size());
    }
    words = new TrainingWords(idOfByte);
  }

  /// Learns a vocabulary. A corpus with too few pairs gives a smaller one than asked for.
  ///
  /// @param counts are closed once they are read, to have their memory
  /// @param vocabularySize entries, special tokens and bytes included
  /// @param progress is told the number of entries so far
  /// @return the tokenizer with BLOOM's pre-tokenisation
  public static Tokenizer train(
      WordList counts,
      int vocabularySize,
      List<String> specialTokens,
      PreTokenizer preTokenizer,
      IntConsumer progress)
      throws IOException {
    BpeTrainer trainer = new BpeTrainer(vocabularySize, specialTokens);
    counts.forEach(trainer.words::add);
    counts.close();
    trainer.learn(progress);
    return trainer.tokenizer(preTokenizer);
  }

  /// Learns several vocabularies in one run: what a training for a smaller size does is what the
  /// training for a larger one does first, so the tokenizer of each size is what the run has when
  /// it gets there. (Cutting the finished list of merges would not do: a pair that is merged again
  /// moves to its end.)
  ///
  /// @param counts are closed once they are read, to have their memory
  /// @param sizes entries, ascending
  /// @return a tokenizer a size; smaller ones than asked for where the corpus has too few pairs
  public static List<Tokenizer> trainSizes(
      WordList counts,
      List<Integer> sizes,
      List<String> specialTokens,
      PreTokenizer preTokenizer,
      IntConsumer progress)
      throws IOException {
    new BpeTrainer(sizes.getFirst(), specialTokens); // refuses one too small
    BpeTrainer trainer = new BpeTrainer(sizes.getLast(), specialTokens);
    counts.forEach(trainer.words::add);
    counts.close();
    List<Tokenizer> tokenizers = new ArrayList<>();
    IntConsumer keep =
        entries -> {
          while (tokenizers.size() < sizes.size() && entries >= sizes.get(tokenizers.size())) {
            tokenizers.add(trainer.tokenizer(preTokenizer));
          }
        };
    keep.accept(trainer.texts.size());
    trainer.learn(keep.andThen(progress));
    while (tokenizers.size() < sizes.size()) {
      tokenizers.add(trainer.tokenizer(preTokenizer));
    }
    return tokenizers;
  }

  private Tokenizer tokenizer(PreTokenizer preTokenizer) {
    return new Tokenizer(model(), preTokenizer, addedTokens());
  }

  private void learn(IntConsumer progress) {
    Postings postings = new Postings();
    words.countPairs(pairs, postings, queue);
    MergeStep step = new MergeStep(words, pairs, queue, postings, vocabularySize);
    while (texts.size() < vocabularySize && queue.prepare()) {
      int entry = queue.topEntry();
      int pair = queue.pair(entry);
      long count = pairs.count(pair);
      if (queue.topCount() != count) {
        queue.correctTop(count);
        continue;
      }
      if (count < 1) {
        break;
      }
      queue.removeTop();
      long key = pairs.key(pair);
      int left = (int) (key >>> 32);
      int right = (int) key;
      int merged = idFor(texts.get(left) + texts.get(right));
      merges.remove(key);
      merges.put(key, merged);
      step.merge(left, right, merged, entry);
      progress.accept(texts.size());
    }
  }

  private int idFor(String text) {
    @Nullable Integer existing = idOfText.putIfAbsent(text, texts.size());
    if (existing != null) {
      return existing;
    }
    texts.add(text);
    return texts.size() - 1;
  }

  private BpeModel model() {
    byte[][] pieces = new byte[texts.size()][];
    for (int id = 0; id < pieces.length; id++) {
      byte[] bytes = id < specials ? null : ByteCharacters.bytes(texts.get(id));
      pieces[id] = bytes == null ? texts.get(id).getBytes(StandardCharsets.UTF_8) : bytes;
    }
    int[] left = new int[merges.size()];
    int[] right = new int[merges.size()];
    int[] result = new int[merges.size()];
    int rank = 0;
    for (Map.Entry<Long, Integer> merge : merges.entrySet()) {
      left[rank] = (int) (merge.getKey() >>> 32);
      right[rank] = (int) (long) merge.getKey();
      result[rank++] = merge.getValue();
    }
    return new BpeModel(pieces, left, right, result);
  }

  private List<AddedToken> addedTokens() {
    List<AddedToken> added = new ArrayList<>();
    for (int id = 0; id < specials; id++) {
      added.add(new AddedToken(id, texts.get(id), false, true));
    }
    return added;
  }
}
