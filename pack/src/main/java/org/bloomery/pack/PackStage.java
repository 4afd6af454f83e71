package org.bloomery.pack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Corpus;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.Progress;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.shard.ElementType;
import org.bloomery.artifact.stage.Stage;
import org.bloomery.artifact.stage.StageContext;
import org.bloomery.artifact.stage.StageMain;
import org.bloomery.artifact.stage.StageName;
import org.bloomery.tokenize.encode.Tokenizer;
import org.bloomery.tokenize.file.TokenizerFiles;

/// Encodes the corpus into shards that training reads at random.
public final class PackStage implements Stage {
  static final String HELD_OUT = "heldout-";
  static final String END_OF_TEXT = "</s>";

  private final int threads;

  public PackStage() {
    this(Runtime.getRuntime().availableProcessors());
  }

  PackStage(int threads) {
    this.threads = threads;
  }

  public static void main(String[] arguments) {
    StageMain.main(new PackStage(), arguments);
  }

  @Override
  public StageName name() {
    return StageName.SHARDS;
  }

  @Override
  public int formatVersion() {
    return 1;
  }

  @Override
  public List<StageName> reads() {
    return List.of(StageName.CORPUS, StageName.TOKENIZER);
  }

  /// Nothing of the run file changes the shards beyond the corpus and the tokenizer.
  @Override
  public Object settings(Run run) {
    return Map.of();
  }

  @Override
  public Map<String, Object> make(StageContext context) throws IOException {
    return make(
        context.folder(StageName.CORPUS),
        context.folder(StageName.TOKENIZER),
        context.target(),
        context.console());
  }

  /// Documents and tokens of a language.
  record Row(long documents, long tokens, long heldOutDocuments, long heldOutTokens) {}

  /// What `table.json` holds.
  record Table(ElementType elementType, int vocabulary, Map<String, Row> languages) {}

  Map<String, Object> make(Path corpusFolder, Path tokenizerFolder, Path target, Console console)
      throws IOException {
    Corpus corpus = new Corpus(corpusFolder);
    Tokenizer tokenizer = TokenizerFiles.read(tokenizerFolder);
    int endOfText =
        tokenizer
            .idOfAdded(END_OF_TEXT)
            .orElseThrow(() ->
                new ArtifactException(
                    tokenizerFolder
                        + " has no special token </s> to end documents with; make it with"
                        + " `bloomery tokenize`"));
    Map<String, Row> rows = new TreeMap<>();
    List<String> languages = corpus.languages();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads);
        Progress progress = console.progress("pack", languages.size(), "languages")) {
      LanguagePacker packer = new LanguagePacker(tokenizer, endOfText, pool, threads);
      for (String language : languages) {
        rows.put(language, pack(corpus, language, packer, target));
        progress.advance(1);
      }
    }
    long documents = rows.values().stream().mapToLong(Row::documents).sum();
    long tokens = rows.values().stream().mapToLong(Row::tokens).sum();
    if (documents == 0) {
      throw new InputException(
          corpusFolder
              + " has no documents to pack; corpus/table.json says why documents were dropped");
    }
    ElementType type = ElementType.forVocabulary(tokenizer.size());
    AtomicFiles.write(
        target.resolve("table.json"), Json.pretty(new Table(type, tokenizer.size(), rows)));
    show(rows, console);
    return Map.of("documents", documents, "tokens", tokens, "languages", rows.size());
  }

  private static Row pack(Corpus corpus, String language, LanguagePacker packer, Path target)
      throws IOException {
    ShardTotals training = packer.pack(corpus.parts(language), target, language);
    Optional<Path> file = corpus.heldOut(language);
    ShardTotals heldOut =
        file.isPresent()
            ? packer.pack(List.of(file.get()), target, HELD_OUT + language)
            : ShardTotals.NONE;
    return new Row(training.documents(), training.tokens(), heldOut.documents(), heldOut.tokens());
  }

  private static void show(Map<String, Row> rows, Console console) {
    List<List<String>> cells = new ArrayList<>();
    rows.forEach((language, row) ->
        cells.add(
            List.of(
                language,
                count(row.documents()),
                count(row.tokens()),
                count(row.heldOutTokens()))));
    console.table(List.of("language", "documents", "tokens", "held-out tokens"), cells);
  }

  private static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
