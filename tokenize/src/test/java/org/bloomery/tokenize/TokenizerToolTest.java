package org.bloomery.tokenize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
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

class TokenizerToolTest {
  @TempDir Path folder;

  @BeforeEach
  void train() throws IOException {
    Path text = folder.resolve("text.jsonl");
    Files.writeString(
        text,
        Json.line(Map.of("text", Golden.text())) + "\n{\"no\":1}\nnonsense\n",
        StandardCharsets.UTF_8);
    String said =
        run(
            Map.of(
                "operation",
                "train",
                "out",
                folder.resolve("tok").toString(),
                "vocabularySize",
                600,
                "deduplicateLines",
                false,
                "inputs",
                List.of(text.toString())),
            "");
    assertTrue(said.contains("600 entries") && said.contains("2 lines set aside"), said);
  }

  private static String run(Map<String, Object> request, String input) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    runRaw(request, input.getBytes(StandardCharsets.UTF_8), out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static void runRaw(Map<String, Object> request, byte[] input, ByteArrayOutputStream out)
      throws IOException {
    TokenizerTool.run(
        Json.MAPPER.convertValue(request, TokenizerTool.Request.class),
        new ByteArrayInputStream(input),
        out);
  }

  private String filter(String operation, boolean whole, boolean jsonl, String input)
      throws IOException {
    return run(
        Map.of(
            "operation", operation,
            "directory", folder.resolve("tok").toString(),
            "whole", whole,
            "jsonl", jsonl),
        input);
  }

  @Test
  void trainsWhatThePeerLearnt() throws IOException {
    Tokenizer tokenizer = TokenizerFiles.read(folder.resolve("tok"));
    Golden golden = Golden.read("golden-600.json");
    for (Golden.Case each : golden.cases().subList(0, 50)) {
      assertEquals(each.ids().size(), tokenizer.encode(each.text()).length);
    }
  }

  @Test
  void turnsLinesIntoIdsAndBack() throws IOException {
    String text = "the furnace\n\nнаступила весна 🏳️‍🌈\n";
    String ids = filter("encode", false, false, text);
    assertEquals(3, ids.lines().count());
    assertEquals(text, filter("decode", false, false, ids));
  }

  @Test
  void takesAllOfTheInputAsOneText() throws IOException {
    String text = "the furnace\n\n的时候\n";
    String ids = filter("encode", true, false, text);
    assertEquals(1, ids.lines().count());
    assertEquals(text, filter("decode", true, false, ids));
  }

  @Test
  void takesJsonStringsAndGivesJsonLists() throws IOException {
    assertEquals("[2]\n[]\n", filter("encode", false, true, "\"</s>\"\n\"\"\n"));
    String ids = filter("encode", false, true, "\"a\\nb\"\n");
    assertEquals("\"a\\nb\"\n", filter("decode", false, true, ids));
  }

  private String encode(String option, String input) throws IOException {
    return run(
        Map.of("operation", "encode", "directory", folder.resolve("tok").toString(), option, true),
        input);
  }

  @Test
  void takesSpecialsAsTextAndShowsWhereTokensLie() throws IOException {
    assertEquals("2\n", filter("encode", false, false, "</s>\n"));
    assertTrue(encode("specialsAsText", "</s>\n").split(" ").length > 1);
    assertEquals(
        "{\"ids\":[2,64],\"characters\":[[0,4],[4,5]],\"bytes\":[[0,4],[4,5]]}\n",
        encode("offsets", "</s>a\n").replaceFirst("\\[2,\\d+\\]", "[2,64]"));
  }

  @Test
  void givesBackAnyBytes() throws IOException {
    byte[] given = new byte[999];
    new Random(1).nextBytes(given);
    ByteArrayOutputStream ids = new ByteArrayOutputStream();
    ByteArrayOutputStream back = new ByteArrayOutputStream();
    String tok = folder.resolve("tok").toString();
    runRaw(Map.of("operation", "encode", "directory", tok, "bytes", true), given, ids);
    runRaw(Map.of("operation", "decode", "directory", tok, "bytes", true), ids.toByteArray(), back);
    assertArrayEquals(given, back.toByteArray());
    assertThrows(
        RunFileException.class,
        () ->
            run(Map.of("operation", "encode", "directory", tok, "bytes", true, "jsonl", true), ""));
  }

  @Test
  void convertsATokenizerIntoAllItsFiles() throws IOException {
    Path out = folder.resolve("converted");
    String said =
        run(
            Map.of(
                "operation",
                "convert",
                "from",
                folder.resolve("tok/tokenizer.json").toString(),
                "out",
                out.toString()),
            "");
    assertTrue(said.startsWith("600 entries, 340 merges, 4 added tokens"), said);
    for (String name : List.of("tokenizer.json", "vocab.json", "merges.txt")) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("tok").resolve(name)),
          Files.readAllBytes(out.resolve(name)));
    }
    assertThrows(
        RunFileException.class,
        () -> run(Map.of("operation", "convert", "from", "x.tiktoken", "out", out.toString()), ""));
  }

  @Test
  void namesTheBadLine() {
    InputException refusal =
        assertThrows(InputException.class, () -> filter("encode", false, true, "\"a\"\nb\n"));
    assertTrue(String.valueOf(refusal.getMessage()).startsWith("standard input:2: "));
    assertThrows(InputException.class, () -> filter("decode", false, false, "1 x\n"));
    assertThrows(InputException.class, () -> filter("decode", false, false, "600\n"));
  }

  private String refusal(Map<String, Object> more) {
    Map<String, Object> request = new TreeMap<>();
    request.put("operation", "train");
    request.put("inputs", List.of(folder.resolve("text.jsonl").toString()));
    request.put("out", folder.resolve("x").toString());
    request.put("vocabularySize", 600);
    request.putAll(more);
    return String.valueOf(
        assertThrows(BloomeryException.class, () -> run(request, "")).getMessage());
  }

  @Test
  void refusesSettingsThatCannotBeMet() throws IOException {
    assertTrue(refusal(Map.of("vocabularySize", 259)).contains("between 260"));
    assertTrue(refusal(Map.of("specialTokens", List.of("<s>"))).contains("\"<s>\" is there twice"));
    assertTrue(refusal(Map.of("memoryBytes", 1000)).contains("at least 64000000"));
    assertTrue(
        refusal(Map.of("memoryBytes", 64_000_000, "vocabularySize", 1 << 20))
            .contains("distinct words into 1,048,576 entries needs about"));
    Path empty = folder.resolve("empty.txt");
    Files.writeString(empty, "");
    assertTrue(refusal(Map.of("inputs", List.of(empty.toString()))).contains("no text to learn"));
    Path broken = folder.resolve("broken.jsonl");
    Files.writeString(broken, "{\n{\"text\": 1}\n");
    assertTrue(refusal(Map.of("inputs", List.of(broken.toString()))).contains("no text to learn"));
  }

  @Test
  void refusesInputsThatAreNotThere() {
    Map<String, Object> request =
        Map.of(
            "operation",
            "train",
            "inputs",
            List.of("nowhere.txt"),
            "out",
            folder.resolve("x").toString(),
            "vocabularySize",
            300);
    assertThrows(InputException.class, () -> run(request, ""));
    assertThrows(RunFileException.class, () -> run(Map.of("operation", "report"), ""));
  }

  @Test
  void takesARunDirectoryWhereATokenizerIsExpected() throws IOException {
    Path run = Files.createDirectories(folder.resolve("run"));
    for (String place : List.of("tokenizer", "release")) {
      Files.move(folder.resolve("tok"), run.resolve(place));
      assertEquals(
          "[2]\n",
          run(
              Map.of("operation", "encode", "directory", run.toString(), "jsonl", true),
              "\"</s>\"\n"));
      Path converted = folder.resolve("converted-" + place);
      run(Map.of("operation", "convert", "from", run.toString(), "out", converted.toString()), "");
      assertArrayEquals(
          Files.readAllBytes(run.resolve(place).resolve("tokenizer.json")),
          Files.readAllBytes(converted.resolve("tokenizer.json")));
      Files.move(run.resolve(place), folder.resolve("tok"));
    }
    ResourceException refusal =
        assertThrows(
            ResourceException.class,
            () ->
                run(Map.of("operation", "decode", "directory", run.toString(), "jsonl", true), ""));
    assertTrue(refusal.getMessage().contains("tokenizer/ and release/"), refusal.getMessage());
  }

  private void refusesToTrain(String sentence, String key, Object value) {
    Map<String, Object> request = new HashMap<>();
    request.put("operation", "train");
    request.put("out", folder.resolve("no").toString());
    request.put("vocabularySize", 300);
    request.put("inputs", List.of(folder.resolve("text.jsonl").toString()));
    request.put(key, value);
    RunFileException refusal = assertThrows(RunFileException.class, () -> run(request, ""));
    assertEquals(2, refusal.exitCode());
    assertTrue(refusal.getMessage().contains(sentence), refusal.getMessage());
    assertFalse(Files.exists(folder.resolve("no")));
  }

  @Test
  void refusesWrongValuesBeforeAnyWork() {
    refusesToTrain("--pre-tokenizer gpt9 is unknown; give bloom,", "pattern", "gpt9");
    refusesToTrain("--pre-tokenizer (: Unclosed group", "pattern", "(");
    refusesToTrain("special token \"<s>\" is there twice", "specialTokens", List.of("<s>"));
    refusesToTrain("a special token is empty", "specialTokens", List.of(""));
    refusesToTrain("reservedTokens = -1 must be 0 or more", "reservedTokens", -1);
    refusesToTrain("--threads 0 does not lie between 1 and", "threads", 0);
    refusesToTrain("vocabularySize = 259 does not lie between 260", "vocabularySize", 259);
    refusesToTrain("memoryBytes = 1000 is too little", "memoryBytes", 1000);
  }
}
