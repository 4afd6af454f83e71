package org.bloomery.tokenize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Corpus;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.DocumentWriter;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.run.SamplingSettings;
import org.bloomery.artifact.run.TokenizeSettings;
import org.bloomery.artifact.stage.StageName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizeStageTest {
  @TempDir Path out;

  private static Document document(String id, String language, String text) {
    return new Document(
        id,
        text,
        language,
        1.0,
        "golden",
        "CC0-1.0",
        null,
        new Document.Origin("text.txt", 0, text.length()),
        List.of());
  }

  private static void write(Path file, String language, List<String> texts) throws IOException {
    try (DocumentWriter writer = new DocumentWriter(file)) {
      for (String text : texts) {
        writer.write(document(file.getFileName() + "#" + text.hashCode(), language, text));
      }
    }
  }

  private Corpus corpus() throws IOException {
    Corpus corpus = new Corpus(out.resolve("corpus"));
    List<String> lines = Golden.text().lines().toList();
    for (int part = 0; part < 6; part++) {
      List<String> texts = new ArrayList<>();
      for (int i = part; i < lines.size(); i += 6) {
        texts.add(lines.get(i) + "\n" + lines.get(0));
      }
      write(corpus.part("de", part), "de", texts);
    }
    write(corpus.part("zh", 0), "zh", List.of("铁匠们回来的时候，炉子还是热的。"));
    write(corpus.heldOutPath("de"), "de", List.of("Der Ofen war kalt."));
    return corpus;
  }

  private static TokenizeSettings settings(int vocabularySize) {
    return new TokenizeSettings(
        vocabularySize,
        List.of(),
        0,
        true,
        SamplingSettings.EVERYTHING,
        TokenizeSettings.CountOn.MACHINE,
        TokenizeSettings.LEAST_MEMORY_BYTES);
  }

  private Map<String, Object> make(int threads, Path target) throws IOException {
    return new TokenizeStage(threads)
        .make(
            out.resolve("corpus"),
            settings(700),
            128,
            target,
            new Console(
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                false,
                "tokenize"));
  }

  @Test
  void writesTheSameFilesForAnyNumberOfThreads() throws IOException {
    corpus();
    for (int threads : new int[] {1, 2, 7}) {
      make(threads, Files.createDirectories(out.resolve("t" + threads)));
    }
    for (String name :
        List.of("tokenizer.json", "tokenizer_config.json", "fertility.json", "sample.json")) {
      byte[] one = Files.readAllBytes(out.resolve("t1").resolve(name));
      assertArrayEquals(one, Files.readAllBytes(out.resolve("t2").resolve(name)), name);
      assertArrayEquals(one, Files.readAllBytes(out.resolve("t7").resolve(name)), name);
    }
  }

  @Test
  void measuresFertilityOnHeldOutDocumentsWhereThereAreAny() throws IOException {
    corpus();
    Path target = Files.createDirectories(out.resolve("tokenizer"));
    Map<String, Object> counts = make(2, target);
    assertEquals(700, counts.get("vocabulary"));
    assertEquals(768, counts.get("embeddingRows"));
    JsonNode fertility = Json.read(target.resolve("fertility.json"), JsonNode.class);
    assertEquals("heldout", fertility.at("/languages/de/measuredOn").asText());
    assertEquals(4, fertility.at("/languages/de/words").asInt());
    assertEquals(18, fertility.at("/languages/de/bytes").asInt());
    assertEquals("corpus", fertility.at("/languages/zh/measuredOn").asText());
    assertEquals(16, fertility.at("/languages/zh/characters").asInt());
    double tokens = fertility.at("/languages/de/tokens").asDouble();
    assertEquals(tokens / 4, fertility.at("/languages/de/tokensPerWord").asDouble());
    assertEquals(18 / tokens, fertility.at("/languages/de/bytesPerToken").asDouble());
  }

  @Test
  void refusesAnEmptyCorpus() throws IOException {
    Files.createDirectories(out.resolve("corpus"));
    InputException refusal =
        assertThrows(
            InputException.class, () -> make(2, Files.createDirectories(out.resolve("t"))));
    assertEquals(3, refusal.exitCode());
    assertTrue(String.valueOf(refusal.getMessage()).contains("no text to learn a vocabulary from"));
  }

  @Test
  void refusesAVocabularyThatCannotHoldTheBytes() {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> settings(100));
    assertTrue(String.valueOf(refusal.getMessage()).contains("vocabularySize = 100"));
  }

  @Test
  void readsOnlyTheCorpus() {
    assertEquals(List.of(StageName.CORPUS), new TokenizeStage().reads());
  }
}
