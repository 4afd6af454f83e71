package org.bloomery.house;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/// A crawl of invented sites behind a server of this machine: an archive, its index in blocks, and
/// its columnar index. Every seventh request is answered by 503, and an answer can be held back for
/// as long as it takes to kill who asked.
final class CrawlSite implements AutoCloseable {
  private static final String ARCHIVE = "crawl-data/part-00000.warc.gz";
  private static final int BUSY = 7;

  private static final MessageType COLUMNS =
      MessageTypeParser.parseMessageType(
          """
          message spark_schema {
            optional binary url_surtkey (STRING);
            optional binary url (STRING);
            optional int64 fetch_time (TIMESTAMP(MILLIS,true));
            optional int32 fetch_status (INTEGER(16,true));
            optional binary content_mime_detected (STRING);
            optional binary warc_filename (STRING);
            optional int32 warc_record_offset;
            optional int32 warc_record_length;
          }
          """);

  /// A row of the index.
  private record Entry(String key, String url, int offset, int length) {}

  private final Path folder;
  private final ByteArrayOutputStream archive = new ByteArrayOutputStream();
  private final List<Entry> entries = new ArrayList<>();
  private final HttpServer server;
  private int requests;
  private int heldRequest = -1;
  private CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  /// Pages of two sites, of which one is wanted.
  CrawlSite(Path folder, int pages) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("crawl-data"));
    for (String host : List.of("lake.example", "river.example")) {
      for (int i = 0; i < pages; i++) {
        add(
            "https://www." + host + "/" + (1000 + i),
            "<p>Menu of the site</p><p>On day "
                + i
                + " the water of "
                + host
                + " stood at "
                + (i * 37 % 100)
                + " feet.</p>");
      }
    }
    Files.write(folder.resolve(ARCHIVE), archive.toByteArray());
    writeBlocks();
    writeColumns();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void add(String url, String body) throws IOException {
    String http = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body;
    String record =
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: "
            + url
            + "\r\nContent-Length: "
            + http.length()
            + "\r\n\r\n"
            + http
            + "\r\n\r\n";
    byte[] member = gzip(record);
    String[] parts = url.replaceFirst("https://www\\.", "").split("/", 2);
    String[] labels = parts[0].split("\\.", 2);
    String key = labels[1] + "," + labels[0] + ")/" + parts[1];
    entries.add(new Entry(key, url, archive.size(), member.length));
    archive.writeBytes(member);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  /// `cluster.idx`, and `cdx-00000.gz` with a member for each ten lines.
  private void writeBlocks() throws IOException {
    ByteArrayOutputStream blocks = new ByteArrayOutputStream();
    StringBuilder cluster = new StringBuilder();
    for (int from = 0; from < entries.size(); from += 10) {
      StringBuilder lines = new StringBuilder();
      for (Entry entry : entries.subList(from, Math.min(entries.size(), from + 10))) {
        lines.append(
            String.format(
                Locale.ROOT,
                "%s 20210304050607 {\"url\": \"%s\", \"mime\": \"text/html\", \"status\": \"200\","
                    + " \"length\": \"%d\", \"offset\": \"%d\", \"filename\": \"%s\"}\n",
                entry.key,
                entry.url,
                entry.length,
                entry.offset,
                ARCHIVE));
      }
      byte[] member = gzip(lines.toString());
      cluster.append(entries.get(from).key).append(" 20210304050607\tcdx-00000.gz\t");
      cluster.append(blocks.size()).append('\t').append(member.length);
      cluster.append('\t').append(from / 10 + 1).append('\n');
      blocks.writeBytes(member);
    }
    Files.write(folder.resolve("cdx-00000.gz"), blocks.toByteArray());
    Files.writeString(folder.resolve("cluster.idx"), cluster.toString());
  }

  private void writeColumns() throws IOException {
    SimpleGroupFactory rows = new SimpleGroupFactory(COLUMNS);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(folder.resolve("part.gz.parquet")))
            .withConf(new PlainParquetConfiguration())
            .withType(COLUMNS)
            .withCompressionCodec(CompressionCodecName.GZIP)
            .build()) {
      for (Entry entry : entries) {
        writer.write(
            rows.newGroup()
                .append("url_surtkey", entry.key)
                .append("url", entry.url)
                .append("fetch_time", 1_614_834_367_000L)
                .append("fetch_status", 200)
                .append("content_mime_detected", "text/html")
                .append("warc_filename", ARCHIVE)
                .append("warc_record_offset", entry.offset)
                .append("warc_record_length", entry.length));
      }
    }
  }

  /// From now on requests count anew, and the answer to this one is held back.
  synchronized void hold(int request) {
    requests = 0;
    heldRequest = request;
    held = new CountDownLatch(1);
  }

  /// Waits until somebody waits for the answer that is held back.
  void awaitHeld() throws InterruptedException {
    CountDownLatch waiting;
    synchronized (this) {
      waiting = held;
    }
    waiting.await();
  }

  private synchronized int count() {
    requests++;
    if (requests == heldRequest) {
      held.countDown();
      return -1;
    }
    return requests;
  }

  private void answer(HttpExchange exchange) throws IOException {
    int number = count();
    if (number < 0) {
      try {
        closed.await(); // whoever asked is dead by then
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException();
      }
    } else if (number % BUSY == 0) {
      exchange.sendResponseHeaders(503, -1);
    } else {
      serve(exchange);
    }
    exchange.close();
  }

  private void serve(HttpExchange exchange) throws IOException {
    byte[] file =
        Files.readAllBytes(folder.resolve(exchange.getRequestURI().getPath().substring(1)));
    String range = exchange.getRequestHeaders().getFirst("Range");
    String[] ends = range.substring("bytes=".length()).split("-", 2);
    int from = Integer.parseInt(ends[0]);
    int to = Math.min(file.length, Integer.parseInt(ends[1]) + 1);
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + file.length);
    exchange.sendResponseHeaders(206, to - from);
    exchange.getResponseBody().write(file, from, to - from);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
