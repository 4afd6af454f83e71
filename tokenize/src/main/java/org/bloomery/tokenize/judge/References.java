package org.bloomery.tokenize.judge;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.bloomery.tokenize.BloomPreTokenizer;
import org.bloomery.tokenize.BpeTrainer;
import org.bloomery.tokenize.Tokenizer;
import org.bloomery.tokenize.WordCounter;
import org.bloomery.tokenize.WordList;

/// Monolingual reference tokenizers: byte-level BPE with BLOOM's pre-tokenisation, learnt from the
/// distinct lines of a language's training text, and never from what is measured on.
///
/// @param vocabularySize entries
record References(int vocabularySize) {

  /// The reference of a language, or nothing if it has no training text.
  Optional<Judgement.Reference> of(LanguageText text) throws IOException {
    AtomicLong bytes = new AtomicLong();
    WordList words =
        new WordCounter(new BloomPreTokenizer(), true, 1)
            .count(List.of(sink -> text.training().into(sink)), bytes::addAndGet);
    if (bytes.get() == 0) {
      return Optional.empty();
    }
    Tokenizer tokenizer =
        BpeTrainer.train(
            words, vocabularySize, BpeTrainer.BLOOM_SPECIALS, new BloomPreTokenizer(), _ -> {});
    return Optional.of(
        new Judgement.Reference(tokenizer.size(), LanguageMeters.fertility(text, tokenizer)));
  }
}
