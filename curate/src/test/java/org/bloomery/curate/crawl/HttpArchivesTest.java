package org.bloomery.curate.crawl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server of this test that is busy, breaks off, or serves a folder.
class HttpArchivesTest {
  private static final HttpArchives.Patience SHORT =
      new HttpArchives.Patience(
          4, Duration.ofMillis(5), Duration.ofSeconds(3), Duration.ofMinutes(10));

  private final byte[] file = new byte[100_000];
  private final Deque<String> behaviour = new ArrayDeque<>();
  private final List<String> asked = new ArrayList<>();
  @TempDir private Path folder = Path.of("");
  private HttpServer server = server();

  private static HttpServer server() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void start() {
    for (int i = 0; i < file.length; i++) {
      file[i] = (byte) ((i * 31) >> 3);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String root() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    String how = behaviour.isEmpty() ? "serve" : behaviour.poll();
    asked.add(how + " " + range);
    Path there = folder.resolve(exchange.getRequestURI().getPath().substring(1));
    byte[] bytes = Files.isRegularFile(there) ? Files.readAllBytes(there) : file;
    if (how.matches("\\d{3}.*")) {
      if (how.contains("wait")) {
        exchange.getResponseHeaders().set("Retry-After", "1");
      }
      exchange.sendResponseHeaders(Integer.parseInt(how.substring(0, 3)), -1);
      exchange.close();
      return;
    }
    if (range == null || how.equals("whole")) {
      exchange.sendResponseHeaders(200, bytes.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(bytes);
      }
      return;
    }
    String[] ends = range.substring("bytes=".length()).split("-", 2);
    int from = Integer.parseInt(ends[0]);
    int to = Math.min(Integer.parseInt(ends[1]) + 1, bytes.length);
    exchange
        .getResponseHeaders()
        .set(
            "Content-Range",
            "bytes "
                + (how.equals("shifted") ? from + 1 : from)
                + "-"
                + (to - 1)
                + "/"
                + bytes.length);
    exchange.sendResponseHeaders(206, to - from);
    OutputStream out = exchange.getResponseBody();
    out.write(bytes, from, how.equals("break") ? (to - from) / 2 : to - from);
    out.flush();
    exchange.close();
  }

  private byte[] range(int offset, int length) throws IOException {
    return new HttpArchives(root(), SHORT).range("a.warc.gz", offset, length);
  }

  @Test
  void aBusyServerIsAskedAgainAndGivesTheSameBytes() throws IOException {
    behaviour.addAll(List.of("503", "429", "403"));
    assertArrayEquals(Arrays.copyOfRange(file, 5000, 15_000), range(5000, 10_000));
    assertEquals(4, asked.size());
  }

  @Test
  void anAnswerThatBreaksOffIsContinuedWhereItBroke() throws IOException {
    behaviour.addAll(List.of("break", "503", "break"));
    assertArrayEquals(Arrays.copyOfRange(file, 5000, 65_000), range(5000, 60_000));
    assertEquals("break bytes=5000-64999", asked.getFirst());
    assertTrue(
        asked.stream().anyMatch(a -> a.matches("serve bytes=[5-6]\\d{4}-64999")), asked::toString);
  }

  @Test
  void retryAfterIsObeyed() throws IOException {
    behaviour.add("503 wait");
    long start = System.nanoTime();
    range(0, 100);
    assertTrue(System.nanoTime() - start >= Duration.ofSeconds(1).toNanos());
  }

  @Test
  void whatCannotBeHadIsRefusedAtOnceAndPatienceEnds() {
    for (String how : List.of("404", "416", "whole", "shifted")) {
      asked.clear();
      behaviour.add(how);
      assertThrows(IOException.class, () -> range(10, 10), how);
      assertEquals(1, asked.size(), how);
    }
    asked.clear();
    behaviour.addAll(List.of("503", "503", "503", "503"));
    IOException given = assertThrows(IOException.class, () -> range(10, 10));
    assertTrue(
        String.valueOf(given.getMessage()).contains("503, 4 times in a row"), given::toString);
    assertEquals(4, asked.size());
  }

  @Test
  void namesThatLeadToAnotherPlaceAreNeverAskedFor() {
    for (String name :
        List.of("http://elsewhere.example/a", "../a", "a/../../b", "/a", "//elsewhere/a")) {
      assertThrows(
          IOException.class, () -> new HttpArchives(root(), SHORT).range(name, 0, 10), name);
    }
    assertEquals(List.of(), asked);
  }

  @Test
  void aFileIsReadToItsEndAlsoWhenAnswersBreakOff() throws IOException {
    behaviour.addAll(List.of("503", "serve", "break", "429"));
    HttpArchives archives = new HttpArchives(root(), SHORT);
    assertArrayEquals(file, archives.open("a.gz").readAllBytes());
    assertEquals(file.length, archives.length("a.gz"));
    ArchiveInput input = new ArchiveInput(archives, "a.gz", 1000);
    for (int place : new int[] {99_998, 0, 70_000, 70_500, 69_000}) {
      input.seek(place);
      int wanted = Math.min(3000, file.length - place);
      assertEquals(file[place] & 0xFF, input.read());
      assertArrayEquals(
          Arrays.copyOfRange(file, place + 1, place + wanted), input.readNBytes(wanted - 1));
    }
    input.seek(file.length);
    assertEquals(-1, input.read());
    assertThrows(IOException.class, () -> input.seek(file.length + 1));
  }

  @Test
  void aServerThatIsNotThereIsNamed() {
    String gone = root();
    server.stop(0);
    HttpArchives archives = new HttpArchives(gone, SHORT);
    IOException given = assertThrows(IOException.class, () -> archives.range("a", 0, 10));
    assertTrue(String.valueOf(given.getMessage()).startsWith(gone + "/a: "), given::toString);
  }

  @Test
  void aCrawlOverHttpGivesWhatTheFilesGive() throws IOException {
    TestArchive archive = new TestArchive(folder);
    for (int i = 0; i < 12; i++) {
      archive.page(
          "https://a.example/" + i,
          "20210101000000",
          "<p>Text of the page with the number " + i + " of a site</p>");
      archive.page("https://b.example/" + i, "20210101000000", "<p>Text of another site, " + i);
    }
    archive.write(4);
    String seeds = "[[seeds]]\nid = \"a\"\nhost = \"a.example\"\n";
    Path local = archive.crawlFile("cluster.idx", ".", seeds);
    TestArchive.crawl(local, folder.resolve("local")).run();
    behaviour.addAll(List.of("serve", "503", "serve", "break", "serve", "429"));
    Path remote = archive.crawlFile(root() + "/cluster.idx", root(), seeds);
    TestArchive.crawl(remote, folder.resolve("remote")).run();
    assertEquals(12, TestArchive.texts(folder.resolve("local"), "a").size());
    for (String name : List.of("texts/a.jsonl.zst", "pages/a.warc.gz", "selected.jsonl")) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("local").resolve(name)),
          Files.readAllBytes(folder.resolve("remote").resolve(name)),
          name);
    }
  }
}
