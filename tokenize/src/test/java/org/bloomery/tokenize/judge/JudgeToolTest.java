package org.bloomery.tokenize.judge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bloomery.artifact.BloomeryException;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.ResourceException;
import org.bloomery.artifact.RunFileException;
import org.bloomery.tokenize.encode.Tokenizer;
import org.bloomery.tokenize.file.TokenizerFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From files to files: a sweep makes vocabularies, a report compares them.
class JudgeToolTest {
  /// Kept below target/, for a look at it in a browser.
  private static final Path KEPT = Path.of("target", "judge-fixture");

  @TempDir Path folder;
  private Path corpus = Path.of("");

  @BeforeEach
  void writeCorpus() throws IOException {
    corpus = SmallCorpus.write(folder.resolve("corpus"));
  }

  private Map<String, Object> request(String operation, Path out) {
    Map<String, Object> request = new HashMap<>();
    request.put("operation", operation);
    request.put("corpus", corpus.toString());
    request.put("parallel", corpus.toString());
    request.put("pivot", "en");
    request.put("referenceVocabulary", 400);
    request.put("hidden", 64);
    request.put("out", out.toString());
    return request;
  }

  private String sweep(Path out) throws IOException {
    Map<String, Object> request = request("sweep", out);
    request.put("vocabularySizes", List.of(500, 300, 400));
    return SmallCorpus.run(request);
  }

  private Map<String, Object> report(String... vocabularies) {
    Map<String, Object> request = request("report", folder.resolve("report"));
    request.put("directories", List.of(vocabularies));
    return request;
  }

  @Test
  void sweepWritesAVocabularyASizeAndWhatEachIsWorth() throws IOException {
    String said = sweep(folder.resolve("sweep"));
    for (int size : List.of(300, 400, 500)) {
      Path written = folder.resolve("sweep").resolve(Integer.toString(size));
      assertEquals(size, TokenizerFiles.read(written).size());
    }
    JsonNode sizes = Json.read(folder.resolve("sweep/sweep.json"), JsonNode.class).path("sizes");
    assertEquals(3, sizes.size());
    assertEquals(500 * 64, sizes.get(2).path("embeddingParameters").asInt());
    assertTrue(
        sizes.get(0).path("bytesPerToken").asDouble()
            < sizes.get(2).path("bytesPerToken").asDouble());
    assertTrue(said.contains("embedding parameters"), said);
    Pages.check(Files.readString(folder.resolve("sweep/sweep.html")), SmallCorpus.TEXTS.keySet());
  }

  @Test
  void reportComparesVocabulariesLanguageByLanguage() throws IOException {
    sweep(folder.resolve("sweep"));
    Map<String, Object> request =
        report(folder.resolve("sweep/300").toString(), folder.resolve("sweep/500").toString());
    String said = SmallCorpus.run(request);
    assertTrue(said.contains("zh-Hans") && said.contains("character"), said);
    JsonNode report = Json.read(folder.resolve("report/report.json"), JsonNode.class);
    assertEquals("character", report.at("/languages/th/unit").asText());
    assertEquals(12, report.at("/languages/th/parallelLines").asInt());
    JsonNode small = report.at("/tokenizers/0");
    JsonNode large = report.at("/tokenizers/1");
    assertEquals("300", small.path("name").asText());
    assertEquals(1.0, small.at("/premiums/en").asDouble());
    Tokenizer first = TokenizerFiles.read(folder.resolve("sweep/300"));
    assertEquals(
        tokens(first, "th") / tokens(first, "en"), small.at("/premiums/th").asDouble(), 1e-12);
    assertTrue(
        small.at("/languages/en/fertility/tokensPerWord").asDouble()
            > large.at("/languages/en/fertility/tokensPerWord").asDouble());
    String page = Files.readString(folder.resolve("report/report.html"));
    Pages.check(page, SmallCorpus.TEXTS.keySet());
    assertTrue(page.contains("lang=\"ar\" dir=\"auto\""));
    Files.createDirectories(KEPT);
    Files.writeString(KEPT.resolve("report.html"), page);
  }

  private static double tokens(Tokenizer tokenizer, String language) {
    return SmallCorpus.TEXTS.getOrDefault(language, List.of()).stream()
        .mapToInt(line -> tokenizer.encode(line).length)
        .sum();
  }

  @Test
  void theSameInputsGiveTheSameBytes() throws IOException {
    sweep(folder.resolve("one"));
    sweep(folder.resolve("two"));
    for (String name : List.of("sweep.json", "sweep.html", "300/tokenizer.json")) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("one").resolve(name)),
          Files.readAllBytes(folder.resolve("two").resolve(name)),
          name);
    }
  }

  @Test
  void worksWithoutParallelTextReferencesAndOut() throws IOException {
    sweep(folder.resolve("sweep"));
    Map<String, Object> request = report(folder.resolve("sweep/400").toString());
    request.keySet().removeAll(List.of("parallel", "referenceVocabulary", "out"));
    request.put("languages", List.of("fr", "th"));
    String said = SmallCorpus.run(request);
    assertTrue(said.contains("fr") && !said.contains("zh-Hans"), said);
    assertFalse(said.contains("premium  ") || said.contains("points worse"), said);
  }

  @Test
  void oneSizeOfOneLanguageIsASweepToo() throws IOException {
    Map<String, Object> request = request("sweep", folder.resolve("sweep"));
    request.put("vocabularySizes", List.of(100_000));
    request.put("languages", List.of("ar"));
    request.put("referenceVocabulary", null);
    String said = SmallCorpus.run(request);
    assertTrue(said.contains("the corpus gives no more than"), said);
    Pages.check(Files.readString(folder.resolve("sweep/sweep.html")), List.of("ar"));
  }

  @Test
  void refusesSizesWithoutRoomForTheBytes() {
    Map<String, Object> request = request("sweep", folder);
    request.put("vocabularySizes", List.of(300, 259));
    refuses(RunFileException.class, "--vocab 259 is smaller", request);
    request.put("referenceVocabulary", 100);
    refuses(RunFileException.class, "--reference-vocab 100 is smaller", request);
  }

  @Test
  void staysWithinTheMemoryThatIsAllowed() throws IOException {
    sweep(folder.resolve("free"));
    Map<String, Object> request = request("sweep", folder.resolve("bounded"));
    request.put("vocabularySizes", List.of(300, 400, 500));
    request.put("memoryBytes", 64_000_000L);
    SmallCorpus.run(request);
    for (String file : List.of("300/tokenizer.json", "500/tokenizer.json", "sweep.json")) {
      assertEquals(
          Files.readString(folder.resolve("free").resolve(file)),
          Files.readString(folder.resolve("bounded").resolve(file)));
    }
    assertFalse(Files.exists(folder.resolve("bounded").resolve("counting")));
    request.put("referenceVocabulary", 1_000_000);
    refuses(ResourceException.class, "or --memory", request);
    request.put("memoryBytes", 1_000_000L);
    refuses(RunFileException.class, "--memory 1000000 is too little", request);
  }

  @Test
  void namesBadLinesAndGoesOn() throws IOException {
    Files.writeString(
        corpus.resolve("eu.jsonl"), "{\"text\":\"Kaixo mundua\"}\nnonsense\n{\"no\":1}\n");
    String said = sweep(folder.resolve("sweep"));
    assertTrue(said.contains("eu.jsonl:2: not JSON"), said);
    assertTrue(said.contains("eu.jsonl:3: no text field"), said);
  }

  private void refuses(
      Class<? extends BloomeryException> type, String part, Map<String, Object> request) {
    BloomeryException refusal = assertThrows(type, () -> SmallCorpus.run(request));
    assertTrue(String.valueOf(refusal.getMessage()).contains(part), refusal.getMessage());
  }

  @Test
  void refusesWhatIsNotThere() {
    refuses(ResourceException.class, "nowhere is not there", report("nowhere"));
    Map<String, Object> request = report(corpus.toString());
    request.put("corpus", "nowhere");
    refuses(BloomeryException.class, "tokenizer.json", request);
    Map<String, Object> sweep = request("sweep", folder);
    sweep.put("vocabularySizes", List.of(300));
    sweep.put("corpus", "nowhere");
    refuses(InputException.class, "--corpus names", sweep);
    sweep.put("corpus", folder.toString());
    refuses(InputException.class, "holds no text", sweep);
    sweep.put("corpus", corpus.toString());
    sweep.put("languages", List.of("xx"));
    refuses(RunFileException.class, "holds no such language", sweep);
    refuses(RunFileException.class, "is no operation", request("dance", folder));
  }

  @Test
  void refusesFilesThatAreNotNamedAfterALanguage() throws IOException {
    Files.writeString(corpus.resolve("readme.txt"), "hello\n");
    Map<String, Object> sweep = request("sweep", folder);
    sweep.put("vocabularySizes", List.of(300));
    refuses(InputException.class, "readme is no language code", sweep);
  }

  @Test
  void refusesTextThatIsNotParallel() throws IOException {
    Path parallel = SmallCorpus.write(folder.resolve("parallel"));
    Map<String, Object> sweep = request("sweep", folder);
    sweep.put("vocabularySizes", List.of(300));
    sweep.put("parallel", parallel.toString());
    sweep.put("pivot", "de");
    refuses(RunFileException.class, "has no de.txt", sweep);
    sweep.put("pivot", "en");
    Files.writeString(parallel.resolve("fr.txt"), "\n".repeat(12));
    refuses(InputException.class, "no line in common", sweep);
    Files.writeString(parallel.resolve("fr.txt"), "un\n");
    refuses(InputException.class, "12 lines and fr.txt 1;", sweep);
  }
}
