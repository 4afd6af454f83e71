package org.bloomery.tokenize;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.Progress;
import org.bloomery.artifact.run.SamplingSettings;
import org.bloomery.artifact.run.TokenizeSettings;
import org.bloomery.tokenize.count.Counting;
import org.bloomery.tokenize.count.LanguageSize;
import org.bloomery.tokenize.count.Sample;
import org.bloomery.tokenize.count.SampleChoice;
import org.bloomery.tokenize.count.WordList;
import org.bloomery.tokenize.cut.PreTokenizer;
import org.bloomery.tokenize.encode.Tokenizer;
import org.bloomery.tokenize.merge.BpeTrainer;
import org.bloomery.tokenize.merge.TrainingMemory;
import org.bloomery.tokenize.text.TextFile;
import org.bloomery.tokenize.text.TextPart;

/// Training from files: choose the sample, count words, merge. The stage and the tool share it.
final class Training {
  private static final String SCRATCH = "counting";

  private final TokenizeSettings settings;
  private final PreTokenizer preTokenizer;
  private final int threads;
  private final Console console;

  Training(TokenizeSettings settings, PreTokenizer preTokenizer, int threads, Console console) {
    this.settings = settings;
    this.preTokenizer = preTokenizer;
    this.threads = threads;
    this.console = console;
  }

  /// Counts the words of the sample.
  ///
  /// @param target where `sample.json` goes; what does not fit in memory lies there meanwhile
  /// @param setAside is told of each bad line; may refuse it
  Counting.Counted count(List<Path> files, Path target, Consumer<String> setAside)
      throws IOException {
    SampleChoice choice = choose(files);
    TrainingMemory memory = memory(target);
    WordList words;
    try (Progress progress = console.progress("count words", files.size(), "files")) {
      List<TextPart> parts = new ArrayList<>();
      for (Path file : files) {
        List<TextFile> shares = TextFile.shares(file, threads, setAside);
        parts.add(sink -> {
          sampled(shares.getFirst(), choice).forEach(sink);
          progress.advance(1);
        });
        shares.subList(1, threads).forEach(share -> parts.add(sampled(share, choice)));
      }
      words = memory.count(preTokenizer, settings.deduplicateLines(), threads, parts, _ -> {});
    }
    Sample sample = choice.sample();
    sample.show(console);
    AtomicFiles.write(target.resolve(Sample.FILE), Json.pretty(sample));
    return new Counting.Counted(words, sample);
  }

  private static TextPart sampled(TextFile file, SampleChoice choice) {
    return sink ->
        file.forEachDocument((language, text, from, to) -> {
          if (choice.takes(language, text, from, to)) {
            sink.accept(text, from, to);
          }
        });
  }

  private SampleChoice choose(List<Path> files) throws IOException {
    SamplingSettings sampling = settings.sampling();
    if (sampling.takesEverything()) {
      return SampleChoice.everything();
    }
    List<TextFile> parts = new ArrayList<>();
    for (Path file : files) {
      parts.addAll(TextFile.shares(file, threads, _ -> {})); // counting names bad lines
    }
    SortedMap<String, LanguageSize> available = SampleChoice.measure(parts, threads);
    return SampleChoice.of(sampling, available);
  }

  /// Has the words counted by somebody else.
  Counting.Counted count(Counting counting, List<Path> files, Path target) throws IOException {
    Counting.Counted counted =
        counting.count(files, settings, memory(target).emptyScratch(), console);
    counted.sample().show(console);
    AtomicFiles.write(target.resolve(Sample.FILE), Json.pretty(counted.sample()));
    return counted;
  }

  /// Learns the merges, and forgets the words.
  Tokenizer merge(Counting.Counted counted, Path target) throws IOException {
    try (TrainingMemory memory = memory(target)) {
      return memory.merge(counted.words(), settings.vocabularySize(), this::merge);
    }
  }

  private TrainingMemory memory(Path target) {
    return new TrainingMemory(settings.memoryBytes(), target.resolve(SCRATCH));
  }

  private Tokenizer merge(WordList words) throws IOException {
    int size = settings.vocabularySize();
    Tokenizer tokenizer;
    try (Progress progress = console.progress("merge", size, "entries")) {
      int[] shown = {0};
      tokenizer =
          BpeTrainer.train(
              words,
              size,
              settings.allSpecialTokens(),
              preTokenizer,
              entries -> {
                if (entries - shown[0] >= 64) {
                  progress.advance(entries - shown[0]);
                  shown[0] = entries;
                }
              });
    }
    if (tokenizer.size() < size) {
      console.line(
          String.format(
              Locale.ROOT,
              "the text gives no more than %,d of the %,d entries asked for",
              tokenizer.size(),
              size));
    }
    return tokenizer;
  }
}
