package org.bloomery.tokenize.judge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.bloomery.tokenize.count.WordList;
import org.bloomery.tokenize.cut.BloomPreTokenizer;
import org.bloomery.tokenize.cut.PreTokenizer;
import org.bloomery.tokenize.encode.Tokenizer;
import org.bloomery.tokenize.merge.BpeTrainer;
import org.bloomery.tokenize.merge.TrainingMemory;

/// Monolingual reference tokenizers: byte-level BPE with BLOOM's pre-tokenisation, learnt from the
/// distinct lines of a language's training text, and never from what is measured on.
///
/// @param vocabularySize entries
/// @param memoryBytes what one of them may take while it is learnt
/// @param scratch a folder for what does not fit, below which each language has its own
record References(int vocabularySize, long memoryBytes, Path scratch) {

  /// The reference of a language, or nothing if it has no training text.
  Optional<Judgement.Reference> of(LanguageText text) throws IOException {
    AtomicLong bytes = new AtomicLong();
    PreTokenizer cuts = new BloomPreTokenizer();
    try (TrainingMemory memory =
        new TrainingMemory(memoryBytes, scratch.resolve(text.language()))) {
      WordList words =
          memory.count(
              cuts, true, 1, List.of(sink -> text.training().into(sink)), bytes::addAndGet);
      if (bytes.get() == 0) {
        words.close();
        return Optional.empty();
      }
      Tokenizer tokenizer =
          memory.merge(
              words,
              vocabularySize,
              counted ->
                  BpeTrainer.train(
                      counted, vocabularySize, BpeTrainer.BLOOM_SPECIALS, cuts, _ -> {}));
      return Optional.of(
          new Judgement.Reference(tokenizer.size(), LanguageMeters.fertility(text, tokenizer)));
    }
  }
}
