package org.bloomery.curate.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.source.SourceCard.Format;
import org.bloomery.curate.Curation;
import org.bloomery.curate.TestSettings;
import org.junit.jupiter.api.Test;

class ReadersTest {
  private static List<RawRecord> read(String reader, String file, byte[] stored) {
    List<RawRecord> records = new ArrayList<>();
    Curation.read(
        TestSettings.card(reader, "en"), file, new ByteArrayInputStream(stored), records::add);
    return records;
  }

  private static List<String> texts(List<RawRecord> records) {
    return records.stream()
        .map(r -> r instanceof RawRecord.Text text ? text.text() : ((RawRecord.Bad) r).reason())
        .toList();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void givesOffsetsThatFindTheBytesAgain() {
    byte[] bytes = utf8("\uFEFFनमस्ते दुनिया\r\n\n你好\nlast");
    List<RawRecord> records = read("lines", "a.txt", bytes);
    assertEquals(List.of("नमस्ते दुनिया", "你好", "last"), texts(records));
    for (RawRecord record : records) {
      String again =
          new String(bytes, (int) record.offset(), (int) record.length(), StandardCharsets.UTF_8);
      assertEquals(((RawRecord.Text) record).text(), again);
    }
  }

  @Test
  void setsInvalidUtf8AsideAndGoesOn() {
    byte[] bytes = utf8("good\nbXd\nalso good\n");
    bytes[6] = (byte) 0xFF;
    assertEquals(List.of("good", "invalid-utf-8", "also good"), texts(read("lines", "a", bytes)));
    assertEquals(List.of("invalid-utf-8"), texts(read("text", "a", bytes)));
  }

  @Test
  void setsBrokenJsonLinesAside() {
    byte[] bytes =
        utf8(
            "{\"text\":\"ok\",\"link\":\"https://a.example\"}\n{\"text\":\n{\"x\":1}\n[1]\n\"s\"\n");
    List<RawRecord> records = read("jsonl", "a.jsonl", bytes);
    assertEquals(
        List.of("ok", "broken-json", "no-text-field", "no-text-field", "no-text-field"),
        texts(records));
    assertEquals("https://a.example", ((RawRecord.Text) records.getFirst()).url());
  }

  @Test
  void halfAPairInAnEscapeBecomesTheReplacementCharacter() {
    byte[] bytes = utf8("{\"text\":\"a\\ud83d b \\uD83D\\uDE00\"}\n{\"text\":\"\\ude00c\"}\n");
    assertEquals(List.of("a\uFFFD b 😀", "\uFFFDc"), texts(read("jsonl", "a.jsonl", bytes)));
  }

  @Test
  void picksNamedColumnOfTsv() {
    List<RawRecord> records =
        read("tsv", "a.tsv", utf8("T\tbody\thttps://b.example\nonly two\tc\n"));
    assertEquals(List.of("body", "wrong-column-count"), texts(records));
    assertEquals("https://b.example", ((RawRecord.Text) records.getFirst()).url());
  }

  @Test
  void readsGzipOfSeveralMembersAndZstd() throws IOException {
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    members.write(gzip("one\ntwo"));
    members.write(gzip("!\nthree\n"));
    assertEquals(
        List.of("one", "two!", "three"), texts(read("lines", "a.gz", members.toByteArray())));
    assertEquals(List.of("x", "y"), texts(read("lines", "a.zst", Zstd.compress(utf8("x\ny\n")))));
  }

  /// A gzip file of one megabyte that unpacks to a line of one gigabyte.
  @Test
  void aLineOfAGigabyteIsCountedAndTheNextOneIsRead() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      byte[] megabyte = new byte[1 << 20];
      Arrays.fill(megabyte, (byte) 'x');
      for (int i = 0; i < 1024; i++) {
        gzip.write(megabyte);
      }
      gzip.write(utf8("\nnext\n"));
    }
    byte[] bomb = packed.toByteArray();
    assertEquals(List.of("line-too-long", "next"), texts(read("lines", "a.gz", bomb)));
    assertEquals(List.of("line-too-long", "broken-json"), texts(read("jsonl", "a.gz", bomb)));
    assertEquals(List.of("file-too-long"), texts(read("text", "a.gz", bomb)));
    assertEquals(List.of("page-too-long"), texts(read("html", "a.gz", bomb)));
  }

  @Test
  void refusesTruncatedFileWithSentence() throws IOException {
    String text = "line after line of text that differs: " + "0123456789".repeat(40);
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 2000; i++) {
      many.append(i * 7919L).append(text, 0, i % 300).append('\n');
    }
    byte[] gzip = gzip(many.toString());
    byte[] zstd = Zstd.compress(utf8(many.toString()));
    for (String name : List.of("a.gz", "a.zst")) {
      byte[] whole = name.endsWith(".gz") ? gzip : zstd;
      for (double share : new double[] {0.02, 0.5, 0.97}) {
        byte[] cut = Arrays.copyOf(whole, Math.max(4, (int) (whole.length * share)));
        InputException refused =
            assertThrows(InputException.class, () -> read("lines", name, cut), name + share);
        assertEquals(3, refused.exitCode());
        assertTrue(
            String.valueOf(refused.getMessage()).startsWith(name + " of source test"),
            String.valueOf(refused.getMessage()));
      }
    }
  }

  @Test
  void keepsBlockStructureOfHtml() {
    String page =
        "<html><head><title>No</title><style>p{}</style></head><body><h1>Head</h1>"
            + "<p>One <b>bold</b>\n word<br>next<br/>line</p><script>x()</script>"
            + "<table><tr><td>a</td><td>b<table><tr><td>inner</td></tr></table></td></tr></table>"
            + "tail<pre>  kept\n  so</pre><ul><li>1<li>2</ul><p>unclosed <i>tag";
    assertEquals(
        List.of(
            "Head\nOne bold word\nnext\nline\na b\ninner\ntail\n  kept\n  so\n1\n2\nunclosed tag"),
        texts(read("html", "a.html", utf8(page))));
  }

  @Test
  void readsHtmlInTheCharacterSetThatItDeclares() {
    String page = "<meta charset=\"windows-1252\"><body>café";
    assertEquals(
        List.of("café"), texts(read("html", "a", page.getBytes(Charset.forName("windows-1252")))));
    assertEquals(
        List.of("café"), // detected
        texts(read("html", "a", "<body>café".getBytes(Charset.forName("windows-1252")))));
  }

  @Test
  void survivesDeeplyNestedHtml() {
    assertEquals(List.of("deep"), texts(read("html", "a", utf8("<div>".repeat(50_000) + "deep"))));
  }

  @Test
  void namesWhatIsWrongWithFormatBeforeReading() {
    assertEquals(1, Readers.problems(new Format("word", null, null, null), List.of()).size());
    assertEquals(1, Readers.problems(new Format("jsonl", null, null, null), List.of()).size());
    assertEquals(1, Readers.problems(new Format("tsv", List.of("a"), "b", null), List.of()).size());
    assertEquals(
        0, Readers.problems(new Format("parquet", null, "t", null), List.of("parquet")).size());
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(utf8(text));
    }
    return bytes.toByteArray();
  }
}
