package org.bloomery.curate.crawl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.bloomery.artifact.CompressedFiles;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.RunFileException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrawlTest {
  private static final String SEEDS =
      """
      [[seeds]]
      id = "river"
      domain = "river.example"

      [[seeds]]
      id = "news"
      prefix = "www.paper.example/news/"
      """;

  @TempDir private Path folder = Path.of("");
  private TestArchive archive = new TestArchive(folder);

  @BeforeEach
  void twoSitesAndTheirNeighbours() throws IOException {
    archive = new TestArchive(folder);
    for (int i = 0; i < 30; i++) {
      String body =
          "<p>Menu of the river site</p><p>Page "
              + i
              + " tells of the river in year "
              + (1900 + i)
              + ".</p><p>The end of page "
              + i
              + ".</p><p>The end of page "
              + i
              + ".</p>";
      archive.page(
          "https://" + (i % 2 == 0 ? "www." : "old.") + "river.example/p" + i,
          "20210101000000",
          body);
    }
    archive
        .page(
            "https://www.river.example/p1-copy",
            "20210101000000",
            "<p>Menu of the river site</p><p>Page 2 tells of the river in year 1902.</p><p>The end of page 2.</p>")
        .page("https://river.example/p2", "20210101000000", "<p>short</p>")
        .page(
            "http://paper.example/news/1",
            "20200101000000",
            "<p>An older visit to the first news page.</p>")
        .page(
            "http://paper.example/news/1",
            "20210601000000",
            "<p>The newer visit to the first news page.</p>")
        .page(
            "http://paper.example/sport/1",
            "20210601000000",
            "<p>Sport is not asked for in this crawl.</p>")
        .page(
            "http://notriver.example/1",
            "20210601000000",
            "<p>A domain that only ends in the same letters.</p>")
        .page(
            "http://river.example.evil.example/1",
            "20210601000000",
            "<p>A domain that only begins in the same way.</p>")
        .entry("http://river.example/lost", "20210101000000", 99_999_999, 500, "text/html")
        .entry("http://river.example/list.pdf", "20210101000000", 0, 500, "application/pdf")
        .write(5);
  }

  private Crawl.Result run(String index, String seeds, String out) throws IOException {
    return TestArchive.crawl(archive.crawlFile(index, ".", seeds), folder.resolve(out)).run();
  }

  @Test
  void takesTheNewestVisitOfEachPageOfTheSeedsAndNothingElse() throws IOException {
    Crawl.Result result = run("index.cdxj.gz", SEEDS, "out");
    assertEquals(34, result.selected());
    assertEquals(1, result.passedOver().get("older-visit"));
    assertEquals(1, result.passedOver().get("not-a-page"));
    List<SeedTexts.Text> news = TestArchive.texts(folder.resolve("out"), "news");
    assertEquals(
        List.of("The newer visit to the first news page."),
        news.stream().map(SeedTexts.Text::text).toList());
    assertEquals(TestArchive.FILE, news.getFirst().file());
  }

  @Test
  void linesThatTheWholeSeedRepeatsAndRepeatedTextsGo() throws IOException {
    Crawl.Result result = run("index.cdxj.gz", SEEDS, "out");
    List<SeedTexts.Text> river = TestArchive.texts(folder.resolve("out"), "river");
    assertEquals(30, river.size());
    assertTrue(river.stream().noneMatch(t -> t.text().contains("Menu")));
    assertEquals(
        "Page 3 tells of the river in year 1903.\nThe end of page 3.",
        river.stream().filter(t -> t.url().endsWith("/p3")).findFirst().orElseThrow().text());
    SeedTexts.Counts counts = Objects.requireNonNull(result.seeds().get("river"));
    assertEquals(1, counts.repeatedLines());
    assertEquals(1, counts.dropped().get("duplicate"));
    assertEquals(1, counts.dropped().get("short-text"));
    assertEquals(1, counts.dropped().get("not-fetched"));
    assertEquals(3, TestArchive.rejected(folder.resolve("out")).size());
    assertEquals(
        "{\n  \"Menu of the river site\" : 31\n}\n",
        Files.readString(folder.resolve("out/lines/river.json")));
  }

  @Test
  void recordsAndIndexBlocksBehindFourGigabytesAreFound() throws IOException {
    long begin = 5_000_000_000L;
    archive = new TestArchive(Files.createDirectories(folder.resolve("large")), begin);
    archive
        .page(
            "http://paper.example/news/1",
            "20210601000000",
            "<p>A page that lies behind five thousand million bytes.</p>")
        .write(5);
    run("cluster.idx", SEEDS, "out");
    SeedTexts.Text news = TestArchive.texts(folder.resolve("out"), "news").getFirst();
    assertEquals("A page that lies behind five thousand million bytes.", news.text());
    assertEquals(begin, news.offset());
  }

  @Test
  void aClusterIndexIsReadWhereItMattersAndGivesTheSame() throws IOException {
    run("index.cdxj.gz", SEEDS, "whole");
    run("cluster.idx", SEEDS, "blocks");
    for (String name : List.of("texts/river.jsonl.zst", "texts/news.jsonl.zst", "crawl.json")) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("whole").resolve(name)),
          Files.readAllBytes(folder.resolve("blocks").resolve(name)),
          name);
    }
  }

  @Test
  void aKilledCrawlGoesOnToTheSameBytes() throws IOException {
    run("index.cdxj.gz", SEEDS, "whole");
    Path killed = folder.resolve("killed");
    run("index.cdxj.gz", SEEDS, "killed");
    // as if killed while a record and its line were written: both are cut, later files are missing
    Path ledger = killed.resolve("fetched.jsonl");
    List<String> lines = Files.readAllLines(ledger);
    Files.writeString(ledger, String.join("\n", lines.subList(0, 12)) + "\n{\"seed\":\"ri");
    Files.delete(killed.resolve("texts/river.jsonl.zst"));
    Files.delete(killed.resolve("crawl.json"));
    Files.write(
        killed.resolve("pages/river.warc.gz"), new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
    run("index.cdxj.gz", SEEDS, "killed");
    for (String name :
        List.of(
            "pages/river.warc.gz", "texts/river.jsonl.zst", "rejected.jsonl.zst", "crawl.json")) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("whole").resolve(name)),
          Files.readAllBytes(killed.resolve(name)),
          name);
    }
  }

  @Test
  void rowsOfTheColumnarIndexAreReadAsJsonLines() throws IOException {
    byte[] first = Files.readAllBytes(folder.resolve(TestArchive.FILE));
    long length = memberLength(first);
    Files.writeString(
        folder.resolve("columns.jsonl"),
        "{\"url\":\"https://www.river.example/p0\",\"fetch_time\":\"2021-01-01T00:00:00Z\","
            + "\"fetch_status\":200,\"content_mime_detected\":\"text/html\",\"warc_filename\":\""
            + TestArchive.FILE
            + "\",\"warc_record_offset\":0,\"warc_record_length\":"
            + length
            + "}\nno json\n");
    Crawl.Result result = run("columns.jsonl", SEEDS, "columns");
    assertEquals(1, result.selected());
    assertEquals(1, TestArchive.texts(folder.resolve("columns"), "river").size());
  }

  private static long memberLength(byte[] file) {
    for (int i = 1; i < file.length - 2; i++) {
      if (file[i] == 0x1F && file[i + 1] == (byte) 0x8B && file[i + 2] == 8) {
        return i;
      }
    }
    return file.length;
  }

  @Test
  void refusesAnotherCrawlInTheSameFolderAndNamesThatLeadOut() throws IOException {
    run("index.cdxj.gz", SEEDS, "out");
    assertThrows(
        InputException.class, () -> run("index.cdxj.gz", SEEDS.replace("news/", "sport/"), "out"));
    LocalArchives local = new LocalArchives(folder);
    assertThrows(IOException.class, () -> local.range("../outside.warc.gz", 0, 1));
    Files.createDirectories(folder.resolve("inside"));
    Files.writeString(folder.resolve("secret"), "x");
    Files.createSymbolicLink(folder.resolve("inside/link"), folder.resolve("secret"));
    assertThrows(
        IOException.class, () -> new LocalArchives(folder.resolve("inside")).range("link", 0, 1));
  }

  @Test
  void entriesThatPointToNoPageAreRejectedWithTheReason() throws IOException {
    String site = "http://river.example/";
    long end = Files.size(folder.resolve(TestArchive.FILE));
    archive
        .entry(site + "middle", "20210101000000", 10, 60, "text/html")
        .entry(site + "cut", "20210101000000", 0, 100, "text/html")
        .entry(site + "beyond", "20210101000000", end, 100, "text/html")
        .entry(site + "huge", "20210101000000", 0, 2_000_000_000, "text/html")
        .entry(site + "absurd", "20210101000000", 0, 999_999_999_999_999L, "text/html")
        .write(5);
    run("index.cdxj.gz", SEEDS, "out");
    Map<String, String> reasons = new TreeMap<>();
    for (SeedTexts.Rejected page : TestArchive.rejected(folder.resolve("out"))) {
      reasons.put(page.url().substring(page.url().lastIndexOf('/') + 1), page.reason());
    }
    assertEquals("no-record", reasons.get("middle"));
    assertEquals("truncated-record", reasons.get("cut"));
    for (String url : List.of("beyond", "huge", "absurd")) {
      assertEquals("not-fetched", reasons.get(url), url);
    }
    assertEquals(30, TestArchive.texts(folder.resolve("out"), "river").size());
  }

  @Test
  void aLineOfAnIndexThatNobodyCouldWriteIsCounted() throws IOException {
    try (OutputStream gzip =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("long.cdxj.gz")))) {
      byte[] megabyte = new byte[1 << 20];
      Arrays.fill(megabyte, (byte) 'e');
      for (int i = 0; i < 1024; i++) {
        gzip.write(megabyte);
      }
      gzip.write('\n');
      try (InputStream index = CompressedFiles.open(folder.resolve("index.cdxj.gz"))) {
        index.transferTo(gzip);
      }
    }
    run("index.cdxj.gz", SEEDS, "usual");
    Crawl.Result result = run("long.cdxj.gz", SEEDS, "long");
    assertEquals(1, result.passedOver().get("bad-index-line"));
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("usual/texts/river.jsonl.zst")),
        Files.readAllBytes(folder.resolve("long/texts/river.jsonl.zst")));
  }

  @Test
  void namesWhatIsWrongWithASeed() throws IOException {
    for (String wrong :
        new String[] {
          "id = \"a\"\n",
          "id = \"a\"\nhost = \"a.example\"\ndomain = \"a.example\"\n",
          "id = \"a\"\nhost = \"https://a.example\"\n",
          "id = \"a\"\nprefix = \"a.example\"\n",
          "id = \"A b\"\nhost = \"a.example\"\n"
        }) {
      Path file = archive.crawlFile("index.cdxj.gz", ".", "[[seeds]]\n" + wrong);
      assertThrows(
          RunFileException.class, () -> TestArchive.crawl(file, folder.resolve("x")), wrong);
    }
    assertFalse(new Seed("a", "river.example", null, null).covers("http://myriver.example/"));
    assertTrue(new Seed("a", null, "river.example", null).covers("HTTP://WWW.River.example:80"));
    assertTrue(new Seed("a", null, null, "a.example/ü").covers("http://a.example/ü|x{}"));
  }
}
