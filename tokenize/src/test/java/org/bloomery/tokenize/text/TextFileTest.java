package org.bloomery.tokenize.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.bloomery.artifact.CompressedFiles;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.Json;
import org.bloomery.tokenize.RandomText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {
  @TempDir Path folder;

  private List<String> read(String name, byte[] content, List<String> setAside) throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, content);
    List<String> texts = new ArrayList<>();
    new TextFile(file, setAside::add)
        .forEach((text, from, to) ->
            texts.add(new String(text, from, to - from, StandardCharsets.UTF_8)));
    return texts;
  }

  @Test
  void setsBadLinesAsideAndNamesThem() throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    lines.write("{\"text\":\"one\"}\n{\"text\":\n".getBytes(StandardCharsets.UTF_8));
    lines.write(
        new byte[] {'{', '"', 't', 'e', 'x', 't', '"', ':', '"', (byte) 0xC3, '"', '}', '\n'});
    lines.write("{\"text\":7}\n[]\n{\"id\":1,\"text\":\"две\"}".getBytes(StandardCharsets.UTF_8));
    List<String> setAside = new ArrayList<>();
    assertEquals(List.of("one", "две"), read("a.jsonl", lines.toByteArray(), setAside));
    assertEquals(4, setAside.size());
    assertTrue(setAside.get(0).contains("a.jsonl:2: not JSON"), setAside.get(0));
    assertTrue(setAside.get(1).endsWith("a.jsonl:3: not UTF-8"), setAside.get(1));
    assertTrue(setAside.get(2).endsWith("a.jsonl:4: no text field"), setAside.get(2));
    assertTrue(setAside.get(3).endsWith("a.jsonl:5: no text field"), setAside.get(3));
  }

  @Test
  void takesLinesOfPlainTextWithTheirEnds() throws IOException {
    List<String> setAside = new ArrayList<>();
    byte[] text = "a\n\nb\r\nc".getBytes(StandardCharsets.UTF_8);
    assertEquals(List.of("a\n", "\n", "b\r\n", "c"), read("a.txt", text, setAside));
    assertEquals(List.of(), read("b.txt", new byte[] {(byte) 0xFF, '\n'}, setAside));
    assertEquals(List.of(), read("c.txt", new byte[0], setAside));
    assertEquals(1, setAside.size());
  }

  @Test
  void refusesAFileThatBreaksOff() throws IOException {
    Path whole = folder.resolve("whole.jsonl.zst");
    try (OutputStream out = CompressedFiles.createZstd(whole)) {
      out.write("{\"text\":\"one\"}\n".repeat(1000).getBytes(StandardCharsets.UTF_8));
    }
    byte[] bytes = Files.readAllBytes(whole);
    byte[] half = java.util.Arrays.copyOf(bytes, bytes.length - 5);
    InputException refusal =
        assertThrows(InputException.class, () -> read("half.jsonl.zst", half, new ArrayList<>()));
    assertTrue(String.valueOf(refusal.getMessage()).contains("breaks off or is corrupt"));
  }

  @Test
  void sharesAFileAmongThreads() throws IOException {
    List<String> expected = new ArrayList<>();
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 3000; i++) {
      String text = i + " x".repeat(i == 1500 ? 1_500_000 : i % 997); // one line beyond a block
      expected.add(text);
      lines.append(Json.line(Map.of("text", text))).append('\n');
    }
    Path file = folder.resolve("shared.jsonl");
    Files.writeString(file, lines);
    ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
    List<TextFile> shares = TextFile.shares(file, 3, line -> seen.add("bad"));
    AtomicInteger next = new AtomicInteger();
    Workers.run(
        3,
        () -> {
          shares
              .get(next.getAndIncrement())
              .forEach((text, from, to) ->
                  seen.add(new String(text, from, to - from, StandardCharsets.UTF_8)));
          return 0;
        });
    List<String> sorted = new ArrayList<>(seen);
    Collections.sort(sorted);
    Collections.sort(expected);
    assertEquals(expected, sorted);
  }

  @Test
  void agreesWithACompleteParserOnRandomLines() throws IOException {
    String[] parts = {
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      "\"text\"",
      "\"a\"",
      "\"\\n\\u00e9\"",
      "\"\\ud83d\\ude00\"",
      "\"\\ud83d\"",
      "1",
      "-0.5e3",
      "01",
      "true",
      "null",
      " ",
      "\"é\\\"\"",
      "\"\u0001\"",
      "{\"text\":\"x\"}",
      "{\"text\":",
      "\"te\\u0078t\"",
      "\"b\":2,",
      "\"text\":\"y\"",
      "tru"
    };
    int accepted = 0;
    for (long seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      StringBuilder line = new StringBuilder(random.nextBoolean() ? "{" : "");
      for (int n = random.nextInt(8); n > 0; n--) {
        line.append(parts[random.nextInt(parts.length)]);
      }
      line.append(random.nextBoolean() ? "}" : "");
      byte[] bytes = line.toString().getBytes(StandardCharsets.UTF_8);
      TextField field = new TextField();
      int length = field.read(bytes, 0, bytes.length);
      if (length == TextField.UNSURE) {
        continue;
      }
      accepted++;
      long shown = seed;
      assertEquals(
          text(line.toString()),
          length == TextField.ABSENT
              ? "(absent)"
              : new String(field.bytes(), 0, length, StandardCharsets.UTF_8),
          () -> "seed " + shown + ": " + line);
    }
    assertTrue(accepted > 500, "the quick way takes too few: " + accepted);
  }

  private static String text(String line) {
    try {
      JsonNode text = Json.MAPPER.readTree(line).path("text");
      return text.isTextual() ? text.textValue() : "(absent)";
    } catch (JsonProcessingException e) {
      return "(refused)";
    }
  }

  @Test
  void agreesWithJavasDecoderOnWhatIsUtf8() {
    for (long seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      byte[] bytes = new RandomText(seed).next(6).getBytes(StandardCharsets.UTF_8);
      for (int n = random.nextInt(3); n > 0 && bytes.length > 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      long shown = seed;
      assertEquals(isUtf8(bytes), Utf8.isValid(bytes, 0, bytes.length), () -> "seed " + shown);
    }
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
