package org.bloomery.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.bloomery.artifact.InputException;
import org.bloomery.curate.crawl.Archives;
import org.bloomery.curate.crawl.IndexEntry;
import org.bloomery.spark.TestIndex.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of the columnar index that the test writes itself, read from a folder and over HTTP.
class ParquetIndexTest {
  private static final int HOSTS = 200;
  private static final int PAGES = 100;

  @TempDir private Path folder;

  private static IndexEntry entry(int host, int page) {
    return new IndexEntry(
        "https://host%03d.example/%03d/%s".formatted(host, page, Integer.toHexString(page * 7919)),
        "20210304050607",
        "crawl-data/part-%05d.warc.gz".formatted(host % 7),
        3_000_000_000L + host * 1000L + page,
        500 + page,
        page % 10 == 9 ? 404 : 200,
        "text/html");
  }

  private static List<IndexEntry> all(int hosts) {
    List<IndexEntry> all = new ArrayList<>();
    for (int host = 0; host < hosts; host++) {
      for (int page = 0; page < PAGES; page++) {
        all.add(entry(host, page));
      }
    }
    return all;
  }

  private static List<IndexEntry> read(Archives archives, String file, String... prefixes)
      throws IOException {
    List<IndexEntry> found = new ArrayList<>();
    new ParquetIndex().read(archives, file, List.of(prefixes), e -> found.add(e.orElseThrow()));
    return found;
  }

  private static List<IndexEntry> of(int... hosts) {
    return all(HOSTS).stream()
        .filter(e -> Arrays.stream(hosts).anyMatch(h -> e.url().contains("host%03d.".formatted(h))))
        .toList();
  }

  @Test
  void givesTheRowsOfTheSeedsWhateverTheTimesAreWrittenAs() throws IOException {
    for (Time time : Time.values()) {
      String file = time + ".gz.parquet";
      TestIndex.write(folder.resolve(file), all(40), time);
      Archives local = Archives.at(folder.toString(), folder);
      assertEquals(
          of(12, 38), read(local, file, "example,host012)", "example,host038"), time.name());
      assertEquals(List.of(), read(local, file, "example,host999"));
      assertEquals(all(40), read(local, file, "example,"));
    }
  }

  @Test
  void rowsThatNameNoRecordAreHandedOverAsNothing() throws IOException {
    TestIndex.write(folder.resolve("a.parquet"), of(3), Time.MILLIS, 5);
    List<Optional<IndexEntry>> rows = new ArrayList<>();
    new ParquetIndex()
        .read(Archives.at(".", folder), "a.parquet", List.of("example,host003"), rows::add);
    assertEquals(PAGES, rows.size());
    assertTrue(rows.get(5).isEmpty());
    assertEquals(PAGES - 1, rows.stream().filter(Optional::isPresent).count());
  }

  @Test
  void overHttpOnlyThePartsThatCanHoldTheRowsAreAskedFor() throws IOException {
    Path file = folder.resolve("index.parquet");
    TestIndex.write(file, all(HOSTS), Time.INT96);
    byte[] bytes = Files.readAllBytes(file);
    AtomicLong served = new AtomicLong();
    AtomicLong requests = new AtomicLong();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          if (requests.incrementAndGet() == 2) {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
          } else {
            serve(exchange, bytes, served);
          }
        });
    server.start();
    try {
      Archives remote =
          Archives.at("http://127.0.0.1:" + server.getAddress().getPort() + "/cc", folder);
      assertEquals(of(42), read(remote, "index.parquet", "example,host042)"));
    } finally {
      server.stop(0);
    }
    long all = bytes.length;
    assertTrue(all > 300_000, "bytes in all " + all);
    assertTrue(served.get() < all / 2, () -> served + " of " + all + " bytes were asked for");
  }

  private static void serve(HttpExchange exchange, byte[] bytes, AtomicLong served)
      throws IOException {
    String[] ends =
        exchange.getRequestHeaders().getFirst("Range").substring("bytes=".length()).split("-", 2);
    int from = Integer.parseInt(ends[0]);
    int to = Integer.parseInt(ends[1]) + 1;
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + bytes.length);
    exchange.sendResponseHeaders(206, to - from);
    exchange.getResponseBody().write(bytes, from, to - from);
    served.addAndGet(to - from);
    exchange.close();
  }

  @Test
  void whatIsNoColumnarIndexIsRefusedWithTheReason() throws IOException {
    Archives local = Archives.at(".", folder);
    TestIndex.write(folder.resolve("whole.parquet"), of(1), Time.MICROS);
    byte[] bytes = Files.readAllBytes(folder.resolve("whole.parquet"));
    Files.write(folder.resolve("cut.parquet"), Arrays.copyOf(bytes, bytes.length - 30));
    byte[] damaged = bytes.clone();
    Arrays.fill(damaged, 200, 1200, (byte) 0x55);
    Files.write(folder.resolve("damaged.parquet"), damaged);
    Files.write(folder.resolve("empty.parquet"), new byte[0]);
    Files.writeString(folder.resolve("text.parquet"), "{\"url\": \"no Parquet at all\"}\n");
    for (String file : List.of("cut", "damaged", "empty", "text", "missing")) {
      assertThrows(IOException.class, () -> read(local, file + ".parquet", "example,"), file);
    }
    TestIndex.writeUnitless(folder.resolve("unit.parquet"));
    IOException noUnit =
        assertThrows(IOException.class, () -> read(local, "unit.parquet", "example,"));
    assertTrue(
        String.valueOf(noUnit.getMessage()).contains("fetch_time is a number without a unit"),
        noUnit::toString);
    TestIndex.writeTexts(folder.resolve("texts.parquet"));
    IOException otherTable =
        assertThrows(IOException.class, () -> read(local, "texts.parquet", "example,"));
    assertTrue(
        String.valueOf(otherTable.getMessage()).contains("there is no column url_surtkey"),
        otherTable::toString);
    assertTrue(otherTable.getCause() instanceof InputException);
  }
}
