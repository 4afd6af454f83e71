package org.bloomery.curate.crawl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.Progress;
import org.bloomery.artifact.run.RunFile;
import org.bloomery.curate.warc.WarcFile;

/// Runs a pseudo-crawl into a folder: `selected.jsonl`, `pages/SEED.warc.gz` with `fetched.jsonl`,
/// `texts/SEED.jsonl.zst`, `rejected.jsonl.zst`, `lines/SEED.json`, and `crawl.json` last. Given
/// again it goes on where it was, and tries once more what failed.
public final class Crawl {
  private static final String SETTINGS = "settings.json";
  private static final String SELECTED = "selected.jsonl";

  private final CrawlFile crawl;
  private final Path folder;
  private final Path out;
  private final Console console;
  private final ColumnarIndex columnar;

  /// @param file a [CrawlFile] as TOML
  /// @param columnar reads indexes that are Parquet files
  public Crawl(Path file, Path out, Console console, ColumnarIndex columnar) {
    this.columnar = columnar;
    this.crawl = RunFile.bind(file, CrawlFile.class);
    Path parent = file.toAbsolutePath().getParent();
    this.folder = parent == null ? file.toAbsolutePath() : parent;
    this.out = out;
    this.console = console;
  }

  /// What a crawl gave.
  ///
  /// @param selected pages that the indexes have
  /// @param passedOver index lines by reason
  /// @param seeds by seed: pages, texts, bytes of text, dropped by reason
  public record Result(
      long selected, Map<String, Long> passedOver, Map<String, SeedTexts.Counts> seeds) {}

  /// Does what is not done yet.
  public Result run() throws IOException {
    Files.createDirectories(out);
    claim();
    Map<String, Long> passedOver = select();
    List<Selection.Chosen> chosen = Selection.read(out.resolve(SELECTED));
    TreeMap<String, List<Selection.Chosen>> bySeed = new TreeMap<>();
    chosen.forEach(c -> bySeed.computeIfAbsent(c.seed(), _ -> new ArrayList<>()).add(c));
    TreeMap<String, SeedTexts.Counts> counts = new TreeMap<>();
    try (PageStore store = new PageStore(out);
        SeedTexts texts = new SeedTexts(crawl, store, out)) {
      fetch(chosen, store);
      for (Seed seed : crawl.seeds()) {
        counts.put(seed.id(), texts.make(seed.id(), bySeed.getOrDefault(seed.id(), List.of())));
      }
    }
    Result result = new Result(chosen.size(), passedOver, counts);
    AtomicFiles.write(out.resolve("crawl.json"), Json.pretty(result));
    print(result);
    return result;
  }

  /// A folder belongs to one crawl file; another would mix what it finds there with its own.
  private void claim() throws IOException {
    String settings = Json.pretty(crawl);
    Path file = out.resolve(SETTINGS);
    if (!Files.exists(file)) {
      AtomicFiles.write(file, settings);
    } else if (!Files.readString(file).equals(settings)) {
      throw new InputException(
          out + " holds a crawl with other settings; give another folder with --out, or delete it");
    }
  }

  private Map<String, Long> select() throws IOException {
    Path file = out.resolve(SELECTED);
    Path counted = out.resolve("passed-over.json");
    if (Files.exists(file) && Files.exists(counted)) {
      Map<String, Long> counts = new TreeMap<>();
      Json.MAPPER
          .readTree(Files.readString(counted))
          .properties()
          .forEach(e -> counts.put(e.getKey(), e.getValue().asLong()));
      return counts;
    }
    Selection selection = new Selection(crawl.seeds());
    IndexReader reader = new IndexReader(folder, crawl.seeds(), columnar);
    try (Progress progress = console.progress("reading", crawl.indexes().size(), "indexes")) {
      for (String index : crawl.indexes()) {
        reader.read(index, selection::add);
        progress.advance(1);
      }
    }
    AtomicFiles.write(counted, Json.pretty(selection.counts()));
    selection.write(file);
    return selection.counts();
  }

  private void fetch(List<Selection.Chosen> chosen, PageStore store) throws IOException {
    Archives archives = Archives.at(crawl.archives(), folder);
    try (Progress progress = console.progress("fetching", chosen.size(), "pages")) {
      long there = 0;
      List<Selection.Chosen> wanted = new ArrayList<>();
      for (Selection.Chosen c : chosen) {
        PageStore.Page page = store.page(c.entry().url());
        if (page == null || page.failure() != null) {
          wanted.add(c);
        } else {
          there++;
        }
      }
      progress.startAt(there);
      for (Selection.Chosen c : wanted) {
        fetch(c, archives, store);
        progress.advance(1);
      }
    }
  }

  private static void fetch(Selection.Chosen chosen, Archives archives, PageStore store)
      throws IOException {
    IndexEntry entry = chosen.entry();
    if (entry.length() > WarcFile.MAXIMUM_RECORD_BYTES) {
      store.fail(
          chosen.seed(),
          entry.url(),
          "the index states a record of "
              + entry.length()
              + " bytes; at most "
              + WarcFile.MAXIMUM_RECORD_BYTES
              + " are read");
      return;
    }
    byte[] record;
    try {
      record = archives.range(entry.file(), entry.offset(), entry.length());
    } catch (IOException e) {
      store.fail(chosen.seed(), entry.url(), String.valueOf(e.getMessage()));
      return;
    }
    store.keep(chosen.seed(), entry.url(), packed(record));
  }

  /// Records of archives that are not compressed become members like the others.
  private static byte[] packed(byte[] record) throws IOException {
    if (record.length > 1 && record[0] == 0x1F && record[1] == (byte) 0x8B) {
      return record;
    }
    ByteArrayOutputStream member = new ByteArrayOutputStream(record.length);
    try (GZIPOutputStream gzip = new GZIPOutputStream(member)) {
      gzip.write(record);
    }
    return member.toByteArray();
  }

  private void print(Result result) {
    List<List<String>> rows = new ArrayList<>();
    result
        .seeds()
        .forEach((seed, c) ->
            rows.add(
                List.of(
                    seed,
                    String.format(Locale.ROOT, "%,d", c.pages()),
                    String.format(Locale.ROOT, "%,d", c.texts()),
                    String.format(Locale.ROOT, "%,d", c.bytes()),
                    String.format(Locale.ROOT, "%,d", c.repeatedLines()),
                    c.dropped().isEmpty() ? "-" : dropped(c.dropped()))));
    console.table(List.of("seed", "pages", "texts", "bytes", "repeated lines", "dropped by"), rows);
    if (!result.passedOver().isEmpty()) {
      console.line("passed over in the indexes: " + dropped(result.passedOver()));
    }
  }

  private static String dropped(Map<String, Long> counts) {
    List<String> words = new ArrayList<>();
    new TreeMap<>(counts)
        .forEach((reason, n) -> words.add(String.format(Locale.ROOT, "%s %,d", reason, n)));
    return String.join(", ", words);
  }
}
