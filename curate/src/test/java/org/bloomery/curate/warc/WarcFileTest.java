package org.bloomery.curate.warc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.bloomery.curate.html.Extraction;
import org.bloomery.curate.html.PageText;
import org.junit.jupiter.api.Test;

class WarcFileTest {
  private static byte[] record(String url, String block) {
    byte[] bytes = block.getBytes(StandardCharsets.UTF_8);
    String head =
        "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: "
            + url
            + "\r\nContent-Type: text/plain\r\nContent-Length: "
            + bytes.length
            + "\r\n\r\n";
    return join(head.getBytes(StandardCharsets.UTF_8), bytes, new byte[] {'\r', '\n', '\r', '\n'});
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }

  private static List<WarcItem> read(byte[] file) throws IOException {
    List<WarcItem> items = new ArrayList<>();
    WarcFile.read(new ByteArrayInputStream(file), items::add);
    return items;
  }

  static List<String> names(List<WarcItem> items) {
    return items.stream()
        .map(item ->
            item instanceof WarcItem.Whole whole
                ? String.valueOf(whole.url())
                : ((WarcItem.Broken) item).reason())
        .toList();
  }

  private static String noise(int length) {
    StringBuilder noise = new StringBuilder();
    for (long i = 1; noise.length() < length; i++) {
      noise.append(Long.toString(i * 0x9E3779B97F4A7C15L, 36));
    }
    return noise.substring(0, length);
  }

  @Test
  void givesPlacesWhereEachRecordIsFoundAgain() throws IOException {
    byte[] a = gzip(record("http://a/", "अ one"));
    byte[] b = gzip(record("http://b/", "two"));
    byte[] file = join(a, b);
    List<WarcItem> items = read(file);
    assertEquals(List.of("http://a/", "http://b/"), names(items));
    for (WarcItem item : items) {
      int from = (int) item.offset();
      List<WarcItem> again = read(Arrays.copyOfRange(file, from, from + (int) item.length()));
      assertArrayEquals(
          ((WarcItem.Whole) item).block(), ((WarcItem.Whole) again.getFirst()).block());
    }
    assertEquals(
        List.of("http://a/", "http://b/"),
        names(read(join(record("http://a/", "1"), record("http://b/", "2")))));
  }

  @Test
  void aDamagedMemberCostsOnlyItself() throws IOException {
    byte[] good = gzip(record("http://a/", noise(3000)));
    for (int damage = 0; damage < 4; damage++) {
      byte[] bad = gzip(record("http://bad/", noise(3000)));
      switch (damage) {
        case 0 -> Arrays.fill(bad, 500, 520, (byte) 0); // inside the data
        case 1 -> bad[bad.length - 5] ^= 1; // the checksum
        case 2 -> bad = Arrays.copyOf(bad, bad.length / 2); // cut short, the next one follows
        default -> bad[0] = 0; // no magic number
      }
      assertEquals(
          List.of("http://a/"), names(read(join(bad, good))).subList(1, 2), "first of the file");
      byte[] file = join(good, bad, good);
      List<WarcItem> items = read(file);
      assertEquals("http://a/", names(items).getFirst());
      assertEquals("http://a/", names(items).getLast());
      assertEquals(3, items.size(), () -> names(items).toString());
      assertEquals(damage == 3 ? "no-record" : "bad-gzip", names(items).get(1), "damage " + damage);
      long covered = items.stream().mapToLong(WarcItem::length).sum();
      assertEquals(file.length, covered);
    }
  }

  @Test
  void aFileThatBreaksOffGivesWhatStoodBefore() throws IOException {
    byte[] packed = join(gzip(record("http://a/", "1")), gzip(record("http://b/", noise(2000))));
    byte[] plain = join(record("http://a/", "1"), record("http://b/", noise(2000)));
    assertEquals(
        List.of("http://a/", "truncated-record"),
        names(read(Arrays.copyOf(packed, packed.length - 900))));
    assertEquals(
        List.of("http://a/", "truncated-record"),
        names(read(Arrays.copyOf(plain, plain.length - 900))));
    assertEquals(List.of("truncated-record"), names(read(Arrays.copyOf(packed, 7))));
    byte[] oneMember = gzip(plain);
    assertEquals(
        List.of("http://a/", "truncated-record"),
        names(read(Arrays.copyOf(oneMember, oneMember.length - 900))));
  }

  @Test
  void wrongLengthsAndRubbishAreNamed() throws IOException {
    byte[] a = record("http://a/", "12345");
    String text = new String(a, StandardCharsets.UTF_8);
    byte[] tooShort = text.replace("Length: 5", "Length: 4").getBytes(StandardCharsets.UTF_8);
    byte[] tooLong = text.replace("Length: 5", "Length: 9000").getBytes(StandardCharsets.UTF_8);
    byte[] none = text.replace("Content-Length: 5\r\n", "").getBytes(StandardCharsets.UTF_8);
    byte[] rubbish = "HTTP/1.1 200 OK\r\n\r\nno record\r\n".getBytes(StandardCharsets.UTF_8);
    byte[] b = record("http://b/", "b");
    assertEquals(List.of("wrong-length", "http://b/"), names(read(join(tooShort, b))));
    assertEquals(List.of("truncated-record", "http://b/"), names(read(join(tooLong, b))));
    assertEquals(List.of("no-record", "http://b/"), names(read(join(none, b))));
    assertEquals(List.of("no-record", "http://b/"), names(read(join(rubbish, b))));
    assertEquals(List.of("wrong-length", "http://b/"), names(read(join(gzip(tooShort), gzip(b)))));
    assertEquals(List.of(), names(read(new byte[0])));
  }

  @Test
  void aZipBombIsLeftPackedAndNamed() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(record("http://bomb/", "x"));
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 300; i++) {
        gzip.write(zeros);
      }
    }
    byte[] file = join(packed.toByteArray(), gzip(record("http://a/", "1")));
    List<WarcItem> items = read(file);
    assertEquals(List.of("zip-bomb", "http://a/"), names(items));
    assertEquals(file.length, items.stream().mapToLong(WarcItem::length).sum());
  }

  @Test
  void aRecordThatIsTooLongIsPassedOver() throws IOException {
    String head =
        "WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: "
            + (WarcFile.MAXIMUM_RECORD_BYTES + 1)
            + "\r\n\r\n";
    byte[] file =
        join(
            head.getBytes(StandardCharsets.UTF_8),
            new byte[WarcFile.MAXIMUM_RECORD_BYTES + 1],
            "\r\n\r\n".getBytes(StandardCharsets.UTF_8),
            record("http://a/", "1"));
    assertEquals(List.of("record-too-long", "http://a/"), names(read(file)));
    byte[] lie = record("http://lie/", "12345");
    String text =
        new String(lie, StandardCharsets.UTF_8).replace("Length: 5", "Length: 5000000000");
    assertEquals(
        List.of("record-too-long", "http://a/"),
        names(read(join(text.getBytes(StandardCharsets.UTF_8), record("http://a/", "1")))));
  }

  @Test
  void transferAndContentEncodingsAreTakenOff() throws IOException {
    String head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";
    byte[] chunks =
        (head + "Transfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n2;x=y\r\nef\r\n0\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8);
    byte[] joined =
        (head + "Transfer-Encoding: chunked\r\n\r\n<p>no chunks").getBytes(StandardCharsets.UTF_8);
    byte[] packed =
        join(
            (head + "Content-Encoding: gzip\r\n\r\n").getBytes(StandardCharsets.UTF_8),
            gzip("text".getBytes(StandardCharsets.UTF_8)));
    byte[] brotli = (head + "Content-Encoding: br\r\n\r\nxx").getBytes(StandardCharsets.UTF_8);
    assertEquals("abcdef", body(chunks));
    assertEquals("<p>no chunks", body(joined));
    assertEquals("text", body(packed));
    assertEquals("the content encoding is br", HttpMessage.parse(brotli).problem());
    assertEquals(0, HttpMessage.parse("nothing".getBytes(StandardCharsets.UTF_8)).status());
  }

  @Test
  void theCharacterSetThatTheCrawlerFoundCountsWhereTheServerStatedNone() {
    byte[] page = "<p>\u0416\u0443\u043a</p>".getBytes(Charset.forName("KOI8-R"));
    for (String stated : List.of("", "; charset=KOI8-R")) {
      byte[] block =
          join(
              ("HTTP/1.1 200 OK\r\nContent-Type: text/html" + stated + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII),
              page);
      Map<String, String> headers =
          Map.of(
              "warc-type", "response",
              "warc-target-uri", "http://a/",
              "warc-identified-content-charset", stated.isEmpty() ? "KOI8-R" : "windows-1251");
      assertEquals(
          Optional.of(new PageText.Found("\u0416\u0443\u043a")),
          WarcPage.text(new WarcItem.Whole(headers, block, 0, block.length), Extraction.WHOLE),
          stated);
    }
  }

  private static String body(byte[] block) {
    return new String(HttpMessage.parse(block).body(), StandardCharsets.UTF_8);
  }
}
