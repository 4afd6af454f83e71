package org.bloomery.tokenize.judge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.RunFileException;
import org.bloomery.artifact.page.DotPlot;
import org.bloomery.artifact.run.TokenizeSettings;
import org.bloomery.artifact.stage.StageMain;
import org.bloomery.tokenize.merge.BpeTrainer;
import org.jspecify.annotations.Nullable;

/// `bloomery tokenizer report|sweep`. Takes one argument, a JSON object that the command makes.
public final class JudgeTool {
  /// What to do.
  ///
  /// @param operation report or sweep
  /// @param directories report: the vocabularies to judge
  /// @param vocabularySizes sweep: the sizes to train
  /// @param hidden sweep: width of the model, for the parameters of the embedding
  /// @param corpus see [JudgedCorpus]
  /// @param languages those of the corpus to look at; all if absent
  /// @param parallel see [ParallelText]
  /// @param referenceVocabulary entries of monolingual references; none are trained if absent
  /// @param memoryBytes heap to take; what Java was given if absent
  /// @param out the folder to write; a report may do without
  record Request(
      String operation,
      @Nullable List<String> directories,
      @Nullable List<Integer> vocabularySizes,
      int hidden,
      boolean deduplicateLines,
      String corpus,
      @Nullable List<String> languages,
      @Nullable String parallel,
      String pivot,
      @Nullable Integer referenceVocabulary,
      @Nullable Long memoryBytes,
      @Nullable String out) {
    long memoryBytesOrHeap() {
      return memoryBytes == null ? Runtime.getRuntime().maxMemory() : memoryBytes;
    }
  }

  /// For what does not fit in memory, below the folder to write.
  static final String SCRATCH = "counting";

  /// The most vocabularies that a picture can tell apart, beside the reference.
  private static final int MOST = DotPlot.MOST_MARKS - 1;

  private static final int MOST_NAMED_BAD_LINES = 5;

  private final Request request;
  private final Console console;
  private final AtomicLong setAside = new AtomicLong();

  private JudgeTool(Request request, Console console) {
    this.request = request;
    this.console = console;
  }

  public static void main(String[] arguments) {
    StageMain.exit(
        "tokenizer",
        () -> {
          run(Json.MAPPER.readValue(arguments[0], Request.class), Console.standard("tokenizer"));
          return 0;
        });
  }

  static void run(Request request, Console console) throws IOException {
    JudgeTool tool = new JudgeTool(request, console);
    if (request.referenceVocabulary() != null) {
      checkSize("--reference-vocab", request.referenceVocabulary());
    }
    long least = TokenizeSettings.LEAST_MEMORY_BYTES;
    if (request.memoryBytes() != null && request.memoryBytes() < least) {
      throw new RunFileException(
          "--memory " + request.memoryBytes() + " is too little; give at least " + least);
    }
    switch (request.operation()) {
      case "report" -> tool.report();
      case "sweep" -> tool.sweep();
      default ->
          throw new RunFileException(request.operation() + " is no operation; use report or sweep");
    }
  }

  private void report() throws IOException {
    List<String> directories = request.directories() == null ? List.of() : request.directories();
    if (directories.isEmpty() || directories.size() > MOST) {
      throw new RunFileException(
          "tokenizer report: "
              + directories.size()
              + " vocabularies are named; name one to "
              + MOST
              + " folders with tokenizer.json");
    }
    List<NamedTokenizer> tokenizers = NamedTokenizer.read(directories);
    Judgement judgement = judge(tokenizers, corpus(), parallel());
    console.table(ScoreTable.header(judgement), ScoreTable.rows(judgement));
    console.table(ScoreTable.totalsHeader(), ScoreTable.totals(judgement));
    if (request.out() != null) {
      Path out = Path.of(request.out());
      AtomicFiles.write(out.resolve("report.json"), Json.pretty(judgement));
      AtomicFiles.write(out.resolve("report.html"), JudgePage.of(judgement, tokenizers));
      console.line("wrote " + out.resolve("report.json") + " and " + out.resolve("report.html"));
    }
  }

  private void sweep() throws IOException {
    if (request.out() == null || request.vocabularySizes() == null) {
      throw new RunFileException("tokenizer sweep: give --vocab and --out");
    }
    Path out = Path.of(request.out());
    List<Integer> sizes = request.vocabularySizes().stream().distinct().sorted().toList();
    if (sizes.isEmpty() || sizes.size() > MOST) {
      throw new RunFileException(
          "--vocab names " + sizes.size() + " sizes; give one to " + MOST + ", as in 4096,8192");
    }
    checkSize("--vocab", sizes.getFirst());
    if (request.hidden() < 1) {
      throw new RunFileException(
          "--hidden = " + request.hidden() + " is no width of a model; give 1 or more");
    }
    SortedMap<String, LanguageText> corpus = corpus();
    @Nullable ParallelText parallel = parallel();
    List<NamedTokenizer> tokenizers =
        new Sweep(request, console).train(corpus.values(), sizes, out);
    Judgement judgement = judge(tokenizers, corpus, parallel);
    console.table(ScoreTable.header(judgement), ScoreTable.rows(judgement));
    SweepResult result = SweepResult.of(judgement, request.hidden());
    console.table(result.header(), result.rows());
    AtomicFiles.write(out.resolve("sweep.json"), Json.pretty(result));
    AtomicFiles.write(out.resolve("sweep.html"), SweepPage.of(result, tokenizers));
    console.line("wrote " + out.resolve("sweep.json") + " and " + out.resolve("sweep.html"));
  }

  /// Refuses a size before any text is read for it.
  private static void checkSize(String option, int size) {
    int least = BpeTrainer.BLOOM_SPECIALS.size() + 256;
    if (size < least) {
      throw new RunFileException(
          option
              + " "
              + size
              + " is smaller than the "
              + BpeTrainer.BLOOM_SPECIALS.size()
              + " special tokens and the 256 bytes; give at least "
              + least);
    }
  }

  private Judgement judge(
      List<NamedTokenizer> tokenizers,
      SortedMap<String, LanguageText> corpus,
      @Nullable ParallelText parallel)
      throws IOException {
    int threads = Math.max(1, Math.min(Runtime.getRuntime().availableProcessors(), corpus.size()));
    @Nullable Integer size = request.referenceVocabulary();
    Path scratch =
        request.out() == null
            ? Files.createTempDirectory("bloomery-references")
            : Path.of(request.out()).resolve(SCRATCH);
    try {
      @Nullable References references =
          size == null
              ? null
              : new References(size, request.memoryBytesOrHeap() / threads, scratch);
      return new Judge(tokenizers, parallel, references)
          .judge(request.corpus(), request.parallel(), corpus, threads, console);
    } finally {
      AtomicFiles.deleteTree(scratch);
    }
  }

  private @Nullable ParallelText parallel() throws IOException {
    return request.parallel() == null
        ? null
        : ParallelText.read(Path.of(request.parallel()), request.pivot());
  }

  private SortedMap<String, LanguageText> corpus() throws IOException {
    Consumer<String> bad =
        line -> {
          if (setAside.incrementAndGet() <= MOST_NAMED_BAD_LINES) {
            console.line("set aside: " + line);
          }
        };
    SortedMap<String, LanguageText> all = new JudgedCorpus(bad).read(Path.of(request.corpus()));
    if (setAside.get() > MOST_NAMED_BAD_LINES) {
      console.line("set aside: " + setAside.get() + " lines in all");
    }
    if (request.languages() == null) {
      return all;
    }
    SortedMap<String, LanguageText> wanted = new TreeMap<>();
    for (String language : request.languages()) {
      LanguageText text = all.get(language);
      if (text == null) {
        throw new RunFileException(
            "--languages "
                + language
                + ": "
                + request.corpus()
                + " holds no such language; it holds "
                + String.join(", ", all.keySet()));
      }
      wanted.put(language, text);
    }
    return wanted;
  }
}
