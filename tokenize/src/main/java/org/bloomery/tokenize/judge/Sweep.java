package org.bloomery.tokenize.judge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.Progress;
import org.bloomery.tokenize.count.WordList;
import org.bloomery.tokenize.cut.BloomPreTokenizer;
import org.bloomery.tokenize.encode.Tokenizer;
import org.bloomery.tokenize.file.TokenizerFiles;
import org.bloomery.tokenize.merge.BpeTrainer;
import org.bloomery.tokenize.merge.TrainingMemory;
import org.bloomery.tokenize.text.TextPart;

/// Trains several sizes of one vocabulary: words are counted once, and one run of merges passes
/// through every size.
final class Sweep {
  private final JudgeTool.Request request;
  private final Console console;

  Sweep(JudgeTool.Request request, Console console) {
    this.request = request;
    this.console = console;
  }

  /// Learns from the training texts of all languages and writes a folder a size.
  ///
  /// @param sizes ascending
  List<NamedTokenizer> train(Collection<LanguageText> corpus, List<Integer> sizes, Path out)
      throws IOException {
    List<Tokenizer> tokenizers;
    try (TrainingMemory memory =
        new TrainingMemory(request.memoryBytesOrHeap(), out.resolve(JudgeTool.SCRATCH))) {
      tokenizers =
          memory.merge(count(corpus, memory), sizes.getLast(), words -> merge(words, sizes));
    }
    List<NamedTokenizer> named = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      Tokenizer tokenizer = tokenizers.get(i);
      if (tokenizer.size() < sizes.get(i)) {
        console.line(
            String.format(
                Locale.ROOT,
                "the corpus gives no more than %,d of the %,d entries asked for",
                tokenizer.size(),
                sizes.get(i)));
      }
      if (i > 0 && tokenizer.size() == tokenizers.get(i - 1).size()) {
        break; // the same again
      }
      String name = Integer.toString(tokenizer.size());
      TokenizerFiles.write(out.resolve(name), tokenizer);
      named.add(new NamedTokenizer(name, name, tokenizer));
    }
    return named;
  }

  private WordList count(Collection<LanguageText> corpus, TrainingMemory memory)
      throws IOException {
    AtomicLong bytes = new AtomicLong();
    WordList words;
    try (Progress progress = console.progress("count words", corpus.size(), "languages")) {
      List<TextPart> parts = new ArrayList<>();
      for (LanguageText text : corpus) {
        parts.add(sink -> {
          text.training().into(sink);
          progress.advance(1);
        });
      }
      int threads = Runtime.getRuntime().availableProcessors();
      words =
          memory.count(
              new BloomPreTokenizer(),
              request.deduplicateLines(),
              threads,
              parts,
              bytes::addAndGet);
    }
    if (bytes.get() == 0) {
      words.close();
      throw new InputException(
          request.corpus() + " has no text to learn from beside what is set aside for measuring");
    }
    console.line(
        String.format(
            Locale.ROOT,
            "%,d distinct words in %,d bytes of training text",
            words.distinct(),
            bytes.get()));
    return words;
  }

  private List<Tokenizer> merge(WordList words, List<Integer> sizes) throws IOException {
    try (Progress progress = console.progress("merge", sizes.getLast(), "entries")) {
      int[] shown = {0};
      return BpeTrainer.trainSizes(
          words,
          sizes,
          BpeTrainer.BLOOM_SPECIALS,
          new BloomPreTokenizer(),
          entries -> {
            progress.advance(entries - shown[0]);
            shown[0] = entries;
          });
    }
  }
}
