package org.bloomery.pack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bloomery.artifact.CompressedFiles;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Corpus;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.DocumentWriter;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.shard.ShardReader;
import org.bloomery.tokenize.count.WordCounter;
import org.bloomery.tokenize.cut.BloomPreTokenizer;
import org.bloomery.tokenize.encode.Tokenizer;
import org.bloomery.tokenize.file.TokenizerFiles;
import org.bloomery.tokenize.merge.BpeTrainer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackStageTest {
  private static final int DOCUMENTS = 400;

  @TempDir Path out;
  private Tokenizer tokenizer;

  @BeforeEach
  void makeTokenizer() throws IOException {
    tokenizer =
        BpeTrainer.train(
            new WordCounter(new BloomPreTokenizer(), false, 1)
                .count(List.of(sink -> sink.accept(text(1) + text(2))), bytes -> {}),
            400,
            BpeTrainer.BLOOM_SPECIALS,
            new BloomPreTokenizer(),
            size -> {});
    TokenizerFiles.write(out.resolve("tokenizer"), tokenizer);
  }

  private static String text(int i) {
    return "Der Ofen war noch warm, Nummer " + i + ".\nLe four était chaud. </s> ".repeat(i % 50);
  }

  private static Document document(int i, String language) {
    return new Document(
        "golden:" + i,
        text(i),
        language,
        1.0,
        "golden",
        "CC0-1.0",
        null,
        new Document.Origin("text.txt", i, 1),
        List.of());
  }

  private void writeCorpus() throws IOException {
    Corpus corpus = new Corpus(out.resolve("corpus"));
    for (int part = 0; part < 4; part++) {
      try (DocumentWriter writer = new DocumentWriter(corpus.part("de", part))) {
        for (int i = part * DOCUMENTS / 4; i < (part + 1) * DOCUMENTS / 4; i++) {
          writer.write(document(i, "de"));
        }
      }
    }
    try (DocumentWriter writer = new DocumentWriter(corpus.heldOutPath("de"))) {
      writer.write(document(7, "de"));
    }
    try (DocumentWriter writer = new DocumentWriter(corpus.part("fr", 0))) {
      writer.write(document(3, "fr"));
    }
  }

  private Path pack(int threads) throws IOException {
    Path target = Files.createDirectories(out.resolve("shards" + threads));
    Console console =
        new Console(
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            false,
            "pack");
    Map<String, Object> counts =
        new PackStage(threads)
            .make(out.resolve("corpus"), out.resolve("tokenizer"), target, console);
    assertEquals(DOCUMENTS + 1L, counts.get("documents"));
    return target;
  }

  @Test
  void writesTheSameBytesForAnyNumberOfThreads() throws IOException {
    writeCorpus();
    List<Path> files = files(pack(1));
    assertEquals(10, files.size());
    for (int threads : new int[] {2, 7}) {
      Path target = pack(threads);
      assertEquals(files.size(), files(target).size());
      for (Path file : files) {
        Path same = target.resolve(file.getFileName());
        assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(same), file.toString());
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void endsEveryDocumentAndTakesSpecialsInTextAsText() throws IOException {
    writeCorpus();
    Path shards = pack(2);
    try (ShardReader reader = new ShardReader(shards.resolve("de"))) {
      assertEquals(DOCUMENTS, reader.documents());
      for (int i = 0; i < DOCUMENTS; i += 37) {
        int[] ids = reader.read(i);
        assertEquals(2, ids[ids.length - 1]);
        int[] text = java.util.Arrays.copyOf(ids, ids.length - 1);
        assertTrue(java.util.Arrays.stream(text).noneMatch(tokenizer::isSpecial));
        assertEquals(text(i), tokenizer.decode(text));
      }
    }
    try (ShardReader reader = new ShardReader(shards.resolve("heldout-de"))) {
      assertEquals(1, reader.documents());
    }
    assertFalse(Files.exists(shards.resolve("heldout-fr.idx")));
  }

  @Test
  void saysWhereEachDocumentLies() throws IOException {
    writeCorpus();
    Path shards = pack(2);
    List<JsonNode> places = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                CompressedFiles.open(shards.resolve("de.documents.jsonl.zst")),
                StandardCharsets.UTF_8))) {
      for (String line; (line = lines.readLine()) != null; ) {
        places.add(Json.MAPPER.readTree(line));
      }
    }
    long offset = 0;
    try (ShardReader reader = new ShardReader(shards.resolve("de"))) {
      assertEquals(reader.documents(), places.size());
      for (int i = 0; i < places.size(); i++) {
        JsonNode place = places.get(i);
        assertEquals(i, place.path("document").asInt());
        assertEquals("golden:" + i, place.path("id").asText());
        assertEquals("golden", place.path("source").asText());
        assertEquals(offset, place.path("offset").asLong());
        assertEquals(reader.length(i), place.path("length").asInt());
        offset += reader.length(i);
      }
      JsonNode table = Json.read(shards.resolve("table.json"), JsonNode.class);
      assertEquals(offset, table.at("/languages/de/tokens").asLong());
      assertEquals(1, table.at("/languages/de/heldOutDocuments").asLong());
      assertEquals("UINT16", table.path("elementType").asText());
    }
  }

  @Test
  void refusesAnEmptyCorpus() throws IOException {
    Files.createDirectories(out.resolve("corpus"));
    assertThrows(InputException.class, () -> pack(1));
  }
}
