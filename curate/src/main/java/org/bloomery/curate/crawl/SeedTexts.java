package org.bloomery.curate.crawl;

import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.CompressedFiles;
import org.bloomery.artifact.Json;
import org.bloomery.curate.ContentHash;
import org.bloomery.curate.html.Extraction;
import org.bloomery.curate.html.PageText;
import org.bloomery.curate.warc.WarcFile;
import org.bloomery.curate.warc.WarcItem;
import org.bloomery.curate.warc.WarcPage;

/// Steps three to five for a seed: pages to text, lines that the whole seed repeats taken out,
/// short and repeated texts dropped. Pages are extracted twice rather than kept in memory: once to
/// learn the lines, once to write.
final class SeedTexts implements AutoCloseable {
  private final CrawlFile crawl;
  private final PageStore store;
  private final Path out;
  private final Extraction extraction;
  private final BufferedWriter rejected;

  /// What became of the pages of a seed.
  ///
  /// @param bytes of text in UTF-8
  /// @param repeatedLines different lines that were taken out of pages
  record Counts(
      long pages, long texts, long bytes, long repeatedLines, Map<String, Long> dropped) {}

  /// A line of `texts/SEED.jsonl.zst`.
  ///
  /// @param fetched when the page was crawled
  /// @param file the archive that it came from, with the place of the record in it
  record Text(
      String url,
      String text,
      String seed,
      String fetched,
      String file,
      long offset,
      long length) {}

  /// A line of `rejected.jsonl.zst`.
  record Rejected(
      String seed, String url, String reason, String detail, String file, long offset) {}

  SeedTexts(CrawlFile crawl, PageStore store, Path out) throws IOException {
    this.crawl = crawl;
    this.store = store;
    this.out = out;
    this.extraction = Extraction.named(crawl.extract()).orElseThrow();
    this.rejected = writer(out.resolve("rejected.jsonl.zst"));
  }

  private static BufferedWriter writer(Path file) throws IOException {
    return new BufferedWriter(
        new OutputStreamWriter(CompressedFiles.createZstd(file), StandardCharsets.UTF_8));
  }

  Counts make(String seed, List<Selection.Chosen> chosen) throws IOException {
    RepeatedLines lines = new RepeatedLines();
    Map<String, Long> dropped = new TreeMap<>();
    each(chosen, (_, text) -> lines.learn(text), (_, _) -> {});
    Map<String, Integer> repeated = lines.found();
    Files.createDirectories(out.resolve("lines"));
    AtomicFiles.write(out.resolve("lines").resolve(seed + ".json"), Json.pretty(repeated));
    long[] kept = {0, 0};
    Map<String, String> seen = new HashMap<>();
    Path file = out.resolve("texts").resolve(seed + ".jsonl.zst");
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    Set<String> lineSet = new HashSet<>(repeated.keySet());
    try (BufferedWriter texts = writer(partial)) {
      each(
          chosen,
          (page, extracted) -> {
            String text = RepeatedLines.clean(extracted, lineSet);
            int characters = text.codePointCount(0, text.length());
            if (characters <= crawl.minimumCharacters()) {
              reject(page, "short-text", "left with " + characters + " characters", dropped);
              return;
            }
            String keeper = seen.putIfAbsent(ContentHash.of(text), page.entry().url());
            if (keeper != null) {
              reject(page, "duplicate", "same text as " + keeper, dropped);
            } else {
              line(texts, text(page, text));
              kept[0]++;
              kept[1] += text.getBytes(StandardCharsets.UTF_8).length;
            }
          },
          (page, bad) -> reject(page, bad.reason(), bad.detail(), dropped));
    }
    AtomicFiles.move(partial, file);
    return new Counts(chosen.size(), kept[0], kept[1], repeated.size(), dropped);
  }

  private static Text text(Selection.Chosen page, String text) {
    IndexEntry entry = page.entry();
    return new Text(
        entry.url(),
        text,
        page.seed(),
        entry.fetched(),
        entry.file(),
        entry.offset(),
        entry.length());
  }

  private void reject(
      Selection.Chosen page, String reason, String detail, Map<String, Long> dropped) {
    dropped.merge(reason, 1L, Long::sum);
    IndexEntry entry = page.entry();
    line(
        rejected,
        new Rejected(page.seed(), entry.url(), reason, detail, entry.file(), entry.offset()));
  }

  private static void line(BufferedWriter writer, Object value) {
    try {
      writer.write(Json.line(value));
      writer.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void each(
      List<Selection.Chosen> chosen,
      BiConsumer<Selection.Chosen, String> texts,
      BiConsumer<Selection.Chosen, PageText.Unreadable> bad)
      throws IOException {
    for (Selection.Chosen page : chosen) {
      switch (read(page)) {
        case PageText.Found(String text) -> texts.accept(page, text);
        case PageText.Unreadable unreadable -> bad.accept(page, unreadable);
      }
    }
  }

  /// The text of the first record that holds a page.
  private PageText read(Selection.Chosen chosen) throws IOException {
    PageStore.Page page = store.page(chosen.entry().url());
    if (page == null || page.failure() != null) {
      return new PageText.Unreadable(
          "not-fetched", page == null ? "never asked for" : String.valueOf(page.failure()));
    }
    PageText[] found = {new PageText.Unreadable("no-record", "the bytes hold no page")};
    boolean[] done = {false};
    WarcFile.read(
        new ByteArrayInputStream(store.record(page)),
        item -> {
          if (!done[0]) {
            Optional<PageText> text =
                switch (item) {
                  case WarcItem.Whole record -> WarcPage.text(record, extraction);
                  case WarcItem.Broken(String reason, String detail, _, _) ->
                      Optional.of(new PageText.Unreadable(reason, detail));
                };
            text.ifPresent(t -> found[0] = t);
            done[0] = text.isPresent();
          }
        });
    return found[0];
  }

  @Override
  public void close() throws IOException {
    rejected.close();
  }
}
