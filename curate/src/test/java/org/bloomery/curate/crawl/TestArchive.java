package org.bloomery.curate.crawl;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.bloomery.artifact.CompressedFiles;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Json;

/// A small crawl of invented sites on disk: one archive, its CDXJ index, and the same index in
/// blocks with a `cluster.idx`.
final class TestArchive {
  static final String FILE = "crawl-data/part-00000.warc.gz";

  final Path folder;
  private final long begin;
  private final ByteArrayOutputStream warc = new ByteArrayOutputStream();
  private final List<String> index = new ArrayList<>();

  TestArchive(Path folder) {
    this(folder, 0);
  }

  /// @param begin bytes of nothing before the first record of the archive and the first block of
  ///   the index, which take no place on the disk
  TestArchive(Path folder, long begin) {
    this.folder = folder;
    this.begin = begin;
  }

  static Console silent() {
    return new Console(
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), false, "");
  }

  /// A crawl whose index is no Parquet file.
  static Crawl crawl(Path file, Path out) {
    return new Crawl(
        file,
        out,
        silent(),
        (_, name, _, _) -> {
          throw new IOException(name + " is not asked for here");
        });
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }

  /// Adds a page as a crawler would have stored it.
  TestArchive page(String url, String fetched, String body) throws IOException {
    String http = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body;
    int length = http.getBytes(StandardCharsets.UTF_8).length;
    String record =
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: "
            + url
            + "\r\nContent-Length: "
            + length
            + "\r\n\r\n"
            + http
            + "\r\n\r\n";
    byte[] member = gzip(record.getBytes(StandardCharsets.UTF_8));
    entry(url, fetched, begin + warc.size(), member.length, "text/html");
    warc.writeBytes(member);
    return this;
  }

  /// Adds a line to the index without anything behind it.
  TestArchive entry(String url, String fetched, long offset, long length, String mime) {
    String host = url.replaceFirst("https?://([^/]*).*", "$1");
    String path = url.replaceFirst("https?://[^/]*", "").toLowerCase(Locale.ROOT);
    index.add(
        String.format(
            Locale.ROOT,
            "%s)%s %s {\"url\": \"%s\", \"mime\": \"%s\", \"status\": \"200\", \"length\": \"%d\","
                + " \"offset\": \"%d\", \"filename\": \"%s\"}",
            Surt.host(host),
            path,
            fetched,
            url,
            mime,
            length,
            offset,
            FILE));
    return this;
  }

  /// Writes `index.cdxj.gz`, and `cluster.idx` with `cdx-00000.gz` in blocks of `block` lines.
  void write(int block) throws IOException {
    Path file = folder.resolve(FILE);
    Files.createDirectories(file.getParent());
    put(file, warc.toByteArray());
    Collections.sort(index);
    byte[] all = (String.join("\n", index) + "\n").getBytes(StandardCharsets.UTF_8);
    Files.write(folder.resolve("index.cdxj.gz"), gzip(all));
    ByteArrayOutputStream blocks = new ByteArrayOutputStream();
    StringBuilder cluster = new StringBuilder();
    for (int i = 0; i < index.size(); i += block) {
      String lines = String.join("\n", index.subList(i, Math.min(index.size(), i + block))) + "\n";
      byte[] member = gzip(lines.getBytes(StandardCharsets.UTF_8));
      cluster.append(index.get(i).substring(0, index.get(i).indexOf(" {")));
      cluster
          .append("\tcdx-00000.gz\t")
          .append(begin + blocks.size())
          .append('\t')
          .append(member.length);
      cluster.append('\t').append(i / block + 1).append('\n');
      blocks.writeBytes(member);
    }
    put(folder.resolve("cdx-00000.gz"), blocks.toByteArray());
    Files.writeString(folder.resolve("cluster.idx"), cluster.toString());
  }

  private void put(Path file, byte[] bytes) throws IOException {
    Files.deleteIfExists(file);
    try (FileChannel out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.WRITE)) {
      out.write(ByteBuffer.wrap(bytes), begin);
    }
  }

  /// A crawl file beside the archive.
  Path crawlFile(String index, String archives, String seeds) throws IOException {
    Path file = folder.resolve("crawl.toml");
    Files.writeString(
        file,
        "indexes = [\""
            + index
            + "\"]\narchives = \""
            + archives
            + "\"\nextract = \"whole\"\nminimumCharacters = 32\n"
            + seeds);
    return file;
  }

  static List<SeedTexts.Text> texts(Path out, String seed) throws IOException {
    return lines(out.resolve("texts").resolve(seed + ".jsonl.zst"), SeedTexts.Text.class);
  }

  static List<SeedTexts.Rejected> rejected(Path out) throws IOException {
    return lines(out.resolve("rejected.jsonl.zst"), SeedTexts.Rejected.class);
  }

  private static <T> List<T> lines(Path file, Class<T> type) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(CompressedFiles.open(file), StandardCharsets.UTF_8))) {
      return lines.lines().map(line -> Json.parse(line, type)).toList();
    }
  }
}
