package org.bloomery.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/// What steps keep between their tasks, damaged or behind four gigabytes.
class DamagedStepFilesTest {
  @TempDir private Path folder;

  /// Flips a bit of every byte, and cuts the file at every length: reading is refused each time.
  private static void refused(Path file, Executable read) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Random random = new Random(3);
    for (int i = 0; i < bytes.length; i++) {
      byte[] damaged = bytes.clone();
      damaged[i] ^= (byte) (1 << random.nextInt(8));
      for (byte[] each : List.of(damaged, Arrays.copyOf(bytes, i))) {
        Files.write(file, each);
        ArtifactException refused = assertThrows(ArtifactException.class, read, file + " at " + i);
        assertTrue(String.valueOf(refused.getMessage()).contains("delete the folder"));
      }
    }
    Files.write(file, bytes);
  }

  @Test
  void evidenceIsWhatWasWrittenOrRefused() throws IOException {
    Path file = EvidenceFile.of(folder, 0);
    long second;
    try (EvidenceFile.Writer out = new EvidenceFile.Writer(file)) {
      out.write(new long[] {1, 2}, new long[] {3});
      second = out.write(new long[] {4, 5}, new long[] {6, 7, 8});
    }
    refused(
        file,
        () -> {
          try (EvidenceFile.Reader reader = new EvidenceFile.Reader(folder, 2)) {
            reader.keys(0, 0);
            reader.evidence(0, 0);
            reader.keys(1, second);
            reader.evidence(1, second);
          }
        });
    try (EvidenceFile.Reader reader = new EvidenceFile.Reader(folder, 2)) {
      assertArrayEquals(new long[] {4, 5}, reader.keys(1, second));
      assertArrayEquals(new long[] {6, 7, 8}, reader.evidence(1, second));
    }
  }

  /// zstd has bits that mean nothing, so a flipped one is refused or changes nothing.
  @Test
  void documentsAreWhatWasWrittenOrRefused() throws IOException {
    Path file = Files.createDirectories(folder.resolve("units/00000")).resolve("kept.zst");
    try (CuratedFile.Writer out = new CuratedFile.Writer(file)) {
      for (int i = 0; i < 3; i++) {
        String key = Curated.key("0123456789abcdef".repeat(2), 1, i, 70L + i);
        out.write(new Curated(key, document(i)));
      }
    }
    List<Curated> whole = readAll(file);
    assertEquals(
        List.of(document(0), document(1), document(2)),
        whole.stream().map(Curated::document).toList());
    byte[] bytes = Files.readAllBytes(file);
    int refused = 0;
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      byte[] damaged = bytes.clone();
      damaged[bit / 8] ^= (byte) (1 << (bit % 8));
      Files.write(file, damaged);
      try {
        assertEquals(whole, readAll(file), "bit " + bit);
      } catch (ArtifactException e) {
        assertTrue(e.getMessage().contains("delete the folder " + folder.resolve("units")));
        refused++;
      }
    }
    assertTrue(refused > 7 * bytes.length, refused + " of " + 8 * bytes.length);
    for (int length = 0; length < bytes.length; length++) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThrows(ArtifactException.class, () -> readAll(file), "cut at " + length);
    }
  }

  private static Document document(int number) {
    return new Document(
        "s:" + number,
        "Iron, Größe " + number,
        "en",
        1,
        "s",
        "CC0-1.0",
        null,
        new Document.Origin("f", number, 9),
        List.of());
  }

  private static List<Curated> readAll(Path file) throws IOException {
    List<Curated> all = new ArrayList<>();
    try (CuratedFile.Reader reader = new CuratedFile.Reader(file)) {
      while (reader.next()) {
        all.add(reader.curated());
      }
    }
    return all;
  }

  @Test
  void evidenceBehindFourGigabytesIsFound() throws IOException {
    Path small = EvidenceFile.of(folder, 1);
    try (EvidenceFile.Writer out = new EvidenceFile.Writer(small)) {
      out.write(new long[] {4, 5}, new long[] {6, 7, 8});
    }
    long place = 5_000_000_000L;
    try (FileChannel out =
        FileChannel.open(
            EvidenceFile.of(folder, 0),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.WRITE)) {
      out.write(ByteBuffer.wrap(Files.readAllBytes(small)), place);
    }
    try (EvidenceFile.Reader reader = new EvidenceFile.Reader(folder, 2)) {
      assertArrayEquals(new long[] {4, 5}, reader.keys(0, place));
      assertArrayEquals(new long[] {6, 7, 8}, reader.evidence(0, place));
    }
  }

  @Test
  void textsAreWhatWasWrittenOrRefused() throws IOException {
    try (TextPiece piece = new TextPiece(folder, "en", 0, 1)) {
      piece.add(17, "iron".getBytes(StandardCharsets.UTF_8));
      piece.add(18, "ore".getBytes(StandardCharsets.UTF_8));
    }
    Path text = folder.resolve("en.00000-00001.text");
    assertArrayEquals(new long[] {17, 0, 18, 4}, TextPiece.read(text).documents());
    assertEquals("ironore", new String(TextPiece.read(text).text(), StandardCharsets.UTF_8));
    refused(text, () -> TextPiece.read(text));
    refused(folder.resolve("en.00000-00001.docs"), () -> TextPiece.read(text));
  }

  @Test
  void suffixesAreWhatWasWrittenOrRefused() throws IOException {
    byte[] text = "banana".getBytes(StandardCharsets.UTF_8);
    SuffixBlock.write(folder, 0, text, new int[] {3, 1, 0, 2}, new long[] {17, 0, 18, 3});
    for (String kind : List.of("text", "order", "docs")) {
      refused(
          folder.resolve("00000." + kind),
          () -> {
            try (Arena arena = Arena.ofConfined()) {
              new SuffixBlock(folder, 0, 2, arena);
            }
          });
    }
    try (Arena arena = Arena.ofConfined()) {
      SuffixBlock block = new SuffixBlock(folder, 0, 2, arena);
      assertTrue(block.advance());
      assertEquals(3, block.position());
      assertEquals(18, block.address(block.document(3)));
    }
  }
}
