package org.bloomery.tokenize;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Corpus;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.TokenizeSettings;
import org.bloomery.artifact.stage.Stage;
import org.bloomery.artifact.stage.StageContext;
import org.bloomery.artifact.stage.StageMain;
import org.bloomery.artifact.stage.StageName;
import org.bloomery.tokenize.count.Counting;
import org.bloomery.tokenize.count.Sample;
import org.bloomery.tokenize.cut.BloomPreTokenizer;
import org.bloomery.tokenize.encode.Tokenizer;
import org.bloomery.tokenize.file.TokenizerFiles;
import org.bloomery.tokenize.judge.Fertility;
import org.jspecify.annotations.Nullable;

/// Learns a vocabulary from the corpus, and measures how each language fares with it.
public final class TokenizeStage implements Stage {
  public static final String FERTILITY = "fertility.json";

  private final int threads;
  private final @Nullable Counting counting;

  public TokenizeStage() {
    this(Runtime.getRuntime().availableProcessors());
  }

  TokenizeStage(int threads) {
    this.threads = threads;
    this.counting = null;
  }

  /// Has the words counted by somebody else, and merges them here.
  public TokenizeStage(Counting counting) {
    this.threads = Runtime.getRuntime().availableProcessors();
    this.counting = counting;
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

  /// Everything except how much memory there is and where words are counted.
  @Override
  public Object settings(Run run) {
    TokenizeSettings s = run.tokenize();
    return Map.of(
        "vocabularySize", s.vocabularySize(),
        "specialTokens", s.specialTokens(),
        "reservedTokens", s.reservedTokens(),
        "deduplicateLines", s.deduplicateLines(),
        "sampling", s.sampling(),
        "vocabularyMultiple", run.model().vocabularyMultiple());
  }

  @Override
  public Map<String, Object> make(StageContext context) throws IOException {
    return make(
        context.folder(StageName.CORPUS),
        context.run().tokenize(),
        context.run().model().vocabularyMultiple(),
        context.target(),
        context.console());
  }

  /// The same with the settings alone.
  ///
  /// @param folder the corpus
  public Map<String, Object> make(
      Path folder, TokenizeSettings settings, int vocabularyMultiple, Path target, Console console)
      throws IOException {
    Corpus corpus = new Corpus(folder);
    List<Path> files = new ArrayList<>();
    corpus.languages().forEach(language -> files.addAll(corpus.parts(language)));
    Training training = new Training(settings, new BloomPreTokenizer(), threads, console);
    Counting.Counted counted =
        counting == null
            ? training.count(files, target, TokenizeStage::refuse)
            : training.count(counting, files, target);
    Sample sample = counted.sample();
    if (sample.bytes() == 0) {
      throw new InputException(
          folder
              + " has no text to learn a vocabulary from; corpus/table.json says why documents were"
              + " dropped");
    }
    Tokenizer tokenizer = training.merge(counted, target);
    TokenizerFiles.write(target, tokenizer);
    Map<String, Fertility> fertility = measure(corpus, tokenizer);
    AtomicFiles.write(target.resolve(FERTILITY), Json.pretty(Map.of("languages", fertility)));
    show(fertility, console);
    int rows = Math.ceilDiv(tokenizer.size(), vocabularyMultiple) * vocabularyMultiple;
    console.line(
        String.format(
            Locale.ROOT,
            "%,d entries take %,d rows of the embedding, a multiple of %d",
            tokenizer.size(),
            rows,
            vocabularyMultiple));
    return Map.of(
        "documents", sample.documents(),
        "bytes", sample.bytes(),
        "distinctWords", counted.words().distinct(),
        "vocabulary", tokenizer.size(),
        "embeddingRows", rows,
        "merges", tokenizer.model().mergeLeft().length);
  }

  private static void refuse(String badLine) {
    throw new ArtifactException(badLine + "; delete the corpus folder and curate again");
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
