package org.bloomery.tokenize;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Corpus;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.Progress;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.TokenizeSettings;
import org.bloomery.artifact.stage.Stage;
import org.bloomery.artifact.stage.StageContext;
import org.bloomery.artifact.stage.StageMain;
import org.bloomery.artifact.stage.StageName;

/// Learns a vocabulary from the corpus, and measures how each language fares with it.
public final class TokenizeStage implements Stage {
  public static final String FERTILITY = "fertility.json";

  private final int threads;

  public TokenizeStage() {
    this(Runtime.getRuntime().availableProcessors());
  }

  TokenizeStage(int threads) {
    this.threads = threads;
  }

  public static void main(String[] arguments) {
    StageMain.main(new TokenizeStage(), arguments);
  }

  @Override
  public StageName name() {
    return StageName.TOKENIZER;
  }

  @Override
  public int formatVersion() {
    return 2;
  }

  @Override
  public List<StageName> reads() {
    return List.of(StageName.CORPUS);
  }

  @Override
  public Object settings(Run run) {
    return run.tokenize();
  }

  @Override
  public Map<String, Object> make(StageContext context) throws IOException {
    return make(
        context.folder(StageName.CORPUS),
        context.run().tokenize(),
        context.target(),
        context.console());
  }

  Map<String, Object> make(Path folder, TokenizeSettings settings, Path target, Console console)
      throws IOException {
    Corpus corpus = new Corpus(folder);
    List<Path> files = new ArrayList<>();
    corpus.languages().forEach(language -> files.addAll(corpus.parts(language)));
    LongAdder bytes = new LongAdder();
    LongAdder texts = new LongAdder();
    WordList words = count(files, settings, console, bytes, texts);
    if (bytes.sum() == 0) {
      throw new InputException(
          folder
              + " has no text to learn a vocabulary from; corpus/table.json says why documents were"
              + " dropped");
    }
    Tokenizer tokenizer = learn(words, settings, console);
    TokenizerFiles.write(target, tokenizer);
    Map<String, Fertility> fertility = measure(corpus, tokenizer);
    AtomicFiles.write(target.resolve(FERTILITY), Json.pretty(Map.of("languages", fertility)));
    show(fertility, console);
    return Map.of(
        "documents", texts.sum(),
        "bytes", bytes.sum(),
        "distinctWords", words.distinct(),
        "vocabulary", tokenizer.size(),
        "merges", tokenizer.model().mergeLeft().length);
  }

  private WordList count(
      List<Path> files,
      TokenizeSettings settings,
      Console console,
      LongAdder bytes,
      LongAdder texts)
      throws IOException {
    try (Progress progress = console.progress("count words", files.size(), "files")) {
      List<TextPart> parts = new ArrayList<>();
      for (Path file : files) {
        List<TextFile> shares = TextFile.shares(file, threads, TokenizeStage::refuse);
        parts.add(sink -> {
          shares.getFirst().forEach(sink);
          progress.advance(1);
        });
        parts.addAll(shares.subList(1, threads));
      }
      boolean deduplicate = settings.deduplicateLines();
      return new WordCounter(new BloomPreTokenizer(), deduplicate, threads)
          .count(
              parts,
              textBytes -> {
                bytes.add(textBytes);
                texts.increment();
              });
    }
  }

  private static void refuse(String badLine) {
    throw new ArtifactException(badLine + "; delete the corpus folder and curate again");
  }

  private static Tokenizer learn(WordList words, TokenizeSettings settings, Console console)
      throws IOException {
    int size = settings.vocabularySize();
    Tokenizer tokenizer;
    try (Progress progress = console.progress("merge", size, "entries")) {
      int[] shown = {0};
      tokenizer =
          BpeTrainer.train(
              words,
              size,
              BpeTrainer.BLOOM_SPECIALS,
              new BloomPreTokenizer(),
              entries -> {
                progress.advance(entries - shown[0]);
                shown[0] = entries;
              });
    }
    if (tokenizer.size() < size) {
      console.line(
          String.format(
              Locale.ROOT,
              "the corpus gives no more than %,d of the %,d entries asked for",
              tokenizer.size(),
              size));
    }
    return tokenizer;
  }

  private static Map<String, Fertility> measure(Corpus corpus, Tokenizer tokenizer) {
    Map<String, Fertility> result = new TreeMap<>();
    for (String language : corpus.languages()) {
      Fertility.Meter meter = new Fertility.Meter(tokenizer);
      Optional<Path> heldOut = corpus.heldOut(language);
      heldOut
          .map(List::of)
          .orElseGet(() -> corpus.parts(language))
          .forEach(file -> Corpus.forEach(file, document -> meter.add(document.text())));
      result.put(language, meter.result(heldOut.isPresent() ? "heldout" : "corpus"));
    }
    return result;
  }

  private static void show(Map<String, Fertility> fertility, Console console) {
    List<List<String>> rows = new ArrayList<>();
    fertility.forEach((language, values) ->
        rows.add(
            List.of(
                language,
                values.measuredOn(),
                String.format(Locale.ROOT, "%,d", values.tokens()),
                String.format(Locale.ROOT, "%.2f", values.perUnit()),
                values.unit(),
                String.format(Locale.ROOT, "%.2f", values.bytesPerToken()))));
    console.table(
        List.of("language", "measured on", "tokens", "fertility", "tokens per", "bytes per token"),
        rows);
  }
}
