package org.bloomery.curate.warc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.bloomery.curate.html.Extraction;
import org.bloomery.curate.html.PageText;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Whatever is done to a file, every byte of it is accounted for, and what was not touched is read.
class WarcDamageTest {
  private static final int RECORDS = 12;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final long GIGABYTE = 1L << 30;

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] record(String url, String block) {
    return utf8(
        "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/html\r\nWARC-Target-URI: "
            + url
            + "\r\nContent-Length: "
            + utf8(block).length
            + "\r\n\r\n"
            + block
            + "\r\n\r\n");
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }

  private static List<WarcItem> read(InputStream file) throws IOException {
    List<WarcItem> items = new ArrayList<>();
    WarcFile.read(file, items::add);
    return items;
  }

  private static List<WarcItem> read(byte[] file) throws IOException {
    return read(new ByteArrayInputStream(file));
  }

  /// Bytes that are in no item and do not just end lines.
  private static long unaccounted(byte[] file, List<WarcItem> items) {
    BitSet covered = new BitSet(file.length);
    for (WarcItem item : items) {
      int from = (int) item.offset();
      covered.set(from, (int) Math.min(file.length, from + item.length()));
    }
    long missing = 0;
    for (int i = covered.nextClearBit(0); i < file.length; i = covered.nextClearBit(i + 1)) {
      missing += file[i] == '\r' || file[i] == '\n' ? 0 : 1;
    }
    return missing;
  }

  private static String noise(Random random, int length) {
    StringBuilder noise = new StringBuilder();
    while (noise.length() < length) {
      noise
          .append(Long.toString(random.nextLong(), 36))
          .append(random.nextInt(9) == 0 ? "\n" : " ");
    }
    return noise.toString();
  }

  /// Runs of bytes are overwritten, cut out or put in. (In plain files a record whose length was
  /// changed so that it swallows the next one whole could not be told; no seed here does that.)
  @Test
  void damageAnywhereCostsOnlyTheRecordsThatItTouches() throws IOException {
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      boolean packed = seed % 2 == 0;
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      int[] ends = new int[RECORDS];
      for (int i = 0; i < RECORDS; i++) {
        byte[] record = record("http://site/" + i, noise(random, 100 + random.nextInt(6000)));
        all.writeBytes(packed ? gzip(record) : record);
        ends[i] = all.size();
      }
      byte[] file = all.toByteArray();
      int from = random.nextInt(file.length);
      int to = Math.min(file.length, from + 1 + random.nextInt(3000));
      byte[] put = new byte[random.nextInt(3) == 0 ? 0 : random.nextInt(3000)];
      random.nextBytes(put);
      ByteArrayOutputStream damaged = new ByteArrayOutputStream();
      damaged.write(file, 0, from);
      damaged.writeBytes(put);
      damaged.write(file, to, file.length - to);
      List<WarcItem> items = read(damaged.toByteArray());
      List<String> names = WarcFileTest.names(items);
      for (int i = 0; i < RECORDS; i++) {
        boolean touched = (i == 0 ? 0 : ends[i - 1]) <= to && ends[i] >= from;
        assertTrue(
            touched || names.contains("http://site/" + i), "seed " + seed + ": " + i + names);
      }
      assertEquals(0, unaccounted(damaged.toByteArray(), items), "seed " + seed);
    }
  }

  /// A gigabyte of one byte, which no test could hold in memory together with its copies.
  private static InputStream gigabyteOf(char letter) {
    return new InputStream() {
      private long left = GIGABYTE;

      @Override
      public int read() {
        return left-- > 0 ? letter : -1;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) {
        if (left <= 0) {
          return -1;
        }
        int count = (int) Math.min(left, length);
        Arrays.fill(bytes, offset, offset + count, (byte) letter);
        left -= count;
        return count;
      }
    };
  }

  private static InputStream between(byte[] before, InputStream middle, byte[] after) {
    return new SequenceInputStream(
        Collections.enumeration(
            List.of(new ByteArrayInputStream(before), middle, new ByteArrayInputStream(after))));
  }

  @Test
  void aLineOfAGigabyteIsPassedOverInLittleMemory() throws IOException {
    byte[] good = record("http://a/", "1");
    byte[] head = utf8("WARC/1.0\r\nX: ");
    byte[] packed = gzip(good);
    byte[] name = {0x1F, (byte) 0x8B, 8, 8, 0, 0, 0, 0, 0, 0};
    byte[] next = utf8("\n" + new String(good, StandardCharsets.UTF_8));
    assertEquals(
        List.of("no-record", "http://a/"),
        WarcFileTest.names(read(between(head, gigabyteOf('x'), next))));
    assertEquals(
        List.of("http://a/", "http://a/"),
        WarcFileTest.names(read(between(good, gigabyteOf('\n'), good))));
    assertEquals(
        List.of("http://a/", "bad-gzip", "http://a/"),
        WarcFileTest.names(
            read(between(packed, between(name, gigabyteOf('x'), new byte[0]), packed))));
  }

  @Test
  @Tag("long")
  void placesBehindFourGigabytesAreWhatTheyAre() throws IOException {
    byte[] good = record("http://a/", "1");
    InputStream file = between(good, gigabyteOf('\n'), new byte[0]);
    for (int i = 0; i < 4; i++) {
      file = new SequenceInputStream(file, gigabyteOf('\n'));
    }
    List<WarcItem> items = read(new SequenceInputStream(file, new ByteArrayInputStream(good)));
    assertEquals(List.of("http://a/", "http://a/"), WarcFileTest.names(items));
    assertEquals(good.length + 5 * GIGABYTE, items.getLast().offset());
  }

  @Test
  void aBodyThatUnpacksToAGigabyteIsLeftAtTheBound() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(body)) {
      gigabyteOf(' ').transferTo(gzip);
    }
    byte[] head =
        utf8("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n");
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.writeBytes(head);
    block.writeBytes(body.toByteArray());
    assertEquals("page-too-long", reason(response(block.toByteArray())));
    byte[] cut = Arrays.copyOf(block.toByteArray(), head.length + 20);
    assertEquals("content-encoding", reason(response(cut)));
  }

  private static WarcItem.Whole response(byte[] block) {
    return new WarcItem.Whole(
        Map.of("warc-type", "response", "warc-target-uri", "http://a/"), block, 0, 1);
  }

  private static @Nullable String reason(WarcItem.Whole record) {
    return WarcPage.text(record, Extraction.MAIN).orElseThrow()
            instanceof PageText.Unreadable(String reason, _)
        ? reason
        : null;
  }

  @Test
  void headersMadeToBeSlowEndInTime() {
    int length = 1 << 20;
    for (String header :
        List.of(
            "Content-Type: text/html; charset=" + " ".repeat(length) + "\u0001",
            "Content-Type: text/html; " + "charset=".repeat(length / 8),
            "Content-Type: " + ";".repeat(length),
            "Content-Encoding: " + " x".repeat(length / 2),
            "Transfer-Encoding: chunked\r\n\r\n" + "1\na\n".repeat(length / 4),
            "Transfer-Encoding: chunked\r\n\r\n" + "0".repeat(length),
            "a: b\r\n".repeat(length / 6),
            ":".repeat(length),
            " ".repeat(length))) {
      long start = THREADS.getCurrentThreadCpuTime();
      WarcItem.Whole page = response(utf8("HTTP/1.1 200 OK\r\n" + header + "\r\n\r\n<p>x"));
      assertTrue(WarcPage.text(page, Extraction.MAIN).isPresent());
      double seconds = (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
      assertTrue(seconds < 5, () -> seconds + " s for " + header.substring(0, 40));
    }
  }

  /// Bytes that look like the beginning of a member again and again.
  @Test
  void falseBeginningsOfMembersEndInTime() throws IOException {
    byte[] packed = gzip(record("http://a/", "1"));
    byte[] hostile = new byte[4 << 20];
    for (int i = 0; i < hostile.length; i++) {
      hostile[i] = new byte[] {0x1F, (byte) 0x8B, 8}[i % 3];
    }
    long start = THREADS.getCurrentThreadCpuTime();
    List<WarcItem> items = read(between(packed, new ByteArrayInputStream(hostile), packed));
    assertEquals("http://a/", WarcFileTest.names(items).getLast());
    double seconds = (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
    assertTrue(seconds < 20, () -> seconds + " s");
  }

  /// Every byte of every file is part of a record or of a stretch with a reason, and a file that is
  /// whole gives the same records when all of it is unpacked.
  @Test
  void realFilesGoodAndBrokenAreAccountedFor() throws IOException {
    String data = System.getenv("BLOOMERY_DATA");
    Path folder = Path.of(data == null ? "" : data, "web");
    assumeTrue(
        data != null && Files.exists(folder.resolve("warc-samples.zip")),
        "skipped: BLOOMERY_DATA names no folder with web/warc-samples.zip");
    int files = 0;
    int records = 0;
    int compared = 0;
    for (String archive : List.of("warc-samples.zip", "warc-samples-gpl.zip")) {
      try (ZipFile zip = new ZipFile(folder.resolve(archive).toFile())) {
        for (ZipEntry entry : Collections.list(zip.entries())) {
          byte[] bytes;
          try (InputStream in = zip.getInputStream(entry)) {
            bytes = in.readAllBytes();
          }
          List<WarcItem> items = read(bytes);
          files++;
          records += (int) items.stream().filter(WarcItem.Whole.class::isInstance).count();
          assertEquals(0, unaccounted(bytes, items), entry.getName());
          byte[] unpacked = unpacked(bytes);
          boolean whole = items.stream().allMatch(WarcItem.Whole.class::isInstance);
          if (whole && unpacked != null) {
            compared++;
            sameRecords(entry.getName(), items, read(unpacked));
          }
        }
      }
    }
    assertEquals(73, files);
    assertTrue(records > 1000, "records " + records);
    assertTrue(compared > 10, "compared " + compared);
  }

  private static byte @Nullable [] unpacked(byte[] file) {
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(file))) {
      return gzip.readAllBytes();
    } catch (IOException e) {
      return null; // plain, or not whole
    }
  }

  private static void sameRecords(String file, List<WarcItem> packed, List<WarcItem> plain) {
    assertEquals(packed.size(), plain.size(), file);
    for (int i = 0; i < packed.size(); i++) {
      WarcItem.Whole one = (WarcItem.Whole) packed.get(i);
      WarcItem.Whole other = (WarcItem.Whole) plain.get(i);
      assertEquals(one.headers(), other.headers(), file);
      assertArrayEquals(one.block(), other.block(), file);
    }
  }
}
