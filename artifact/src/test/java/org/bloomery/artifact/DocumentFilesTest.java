package org.bloomery.artifact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentFilesTest {
  @TempDir Path folder;

  private static Document document(int i) {
    return new Document(
        "mine-" + i,
        "Zeile " + i + "\n\"quoted\" नमस्ते 😀\u2028 end",
        i % 2 == 0 ? "de" : "hi",
        0.25 + i / 1000.0,
        "mine",
        "CC0-1.0",
        i % 3 == 0 ? "https://example.org/" + i : null,
        new Document.Origin("file.txt", 10L * i, 10),
        List.of(new Document.OperatorTrace("normalise", "1", i % 2 == 0)));
  }

  private Path write(String name, int count) throws IOException {
    Path file = folder.resolve(name);
    try (DocumentWriter writer = new DocumentWriter(file)) {
      for (int i = 0; i < count; i++) {
        writer.write(document(i));
      }
    }
    return file;
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    List<Document> read = new ArrayList<>();
    Corpus.forEach(write("a.jsonl.zst", 100), read::add);
    assertEquals(100, read.size());
    for (int i = 0; i < 100; i++) {
      assertEquals(document(i), read.get(i));
    }
    assertNull(read.get(1).url());
  }

  @Test
  void theSameDocumentsGiveTheSameBytes() throws IOException {
    assertArrayEquals(
        Files.readAllBytes(write("a.jsonl.zst", 500)),
        Files.readAllBytes(write("b.jsonl.zst", 500)));
  }

  @Test
  void aTruncatedFileIsRefusedWithItsName() throws IOException {
    Path file = write("cut.jsonl.zst", 2000);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length * 2 / 3));
    ArtifactException cut =
        assertThrows(ArtifactException.class, () -> Corpus.forEach(file, document -> {}));
    assertTrue(cut.getMessage().contains("cut.jsonl.zst breaks off"), cut.getMessage());
  }

  @Test
  void aLineThatIsNoDocumentIsRefusedWithItsNumber() throws IOException {
    Path file = folder.resolve("odd.jsonl");
    Files.writeString(file, Json.line(document(0)) + "\n{\"id\": 3\n");
    ArtifactException odd =
        assertThrows(ArtifactException.class, () -> Corpus.forEach(file, document -> {}));
    assertTrue(odd.getMessage().contains("odd.jsonl:2"), odd.getMessage());
  }

  @Test
  void seedsDependOnTheWholeSiteAndOnNothingElse() {
    assertEquals(Seeds.derive(1, "a", "b"), Seeds.derive(1, "a", "b"));
    assertTrue(Seeds.derive(1, "ab", "c") != Seeds.derive(1, "a", "bc"));
    assertTrue(Seeds.derive(1, "a") != Seeds.derive(2, "a"));
    long site = Seeds.derive(7, "uniform");
    double sum = 0;
    for (int i = 0; i < 100_000; i++) {
      sum += Seeds.uniform(site, i);
    }
    assertEquals(0.5, sum / 100_000, 0.005);
  }
}
