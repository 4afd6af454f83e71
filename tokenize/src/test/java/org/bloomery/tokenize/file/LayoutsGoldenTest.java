package org.bloomery.tokenize.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.Json;
import org.bloomery.tokenize.Golden;
import org.bloomery.tokenize.encode.Encoding;
import org.bloomery.tokenize.encode.Specials;
import org.bloomery.tokenize.encode.Tokenizer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that Hugging Face tokenizers saved, against its ids and offsets; see
/// `peers/record_layouts.py`.
class LayoutsGoldenTest {
  @TempDir Path folder;

  private static JsonNode layout(String name) throws IOException {
    return Json.MAPPER.readTree(Golden.bytes("layouts.json")).path("layouts").path(name);
  }

  private Tokenizer read(JsonNode layout) throws IOException {
    Path file = folder.resolve("tokenizer.json");
    Files.writeString(file, Json.line(layout.path("tokenizer")));
    return TokenizerFiles.read(file);
  }

  private static int[] ints(JsonNode array) {
    return array.valueStream().mapToInt(JsonNode::asInt).toArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"llama3", "qwen2", "gpt4o", "digits", "prefix", "added"})
  void givesTheSameIds(String name) throws IOException {
    JsonNode layout = layout(name);
    Tokenizer tokenizer = read(layout);
    for (JsonNode each : layout.path("cases")) {
      String text = each.path("text").asText();
      int[] ids = ints(each.path("ids"));
      assertArrayEquals(ids, tokenizer.encode(text), text);
      int[] asText = each.has("idsAsText") ? ints(each.path("idsAsText")) : ids;
      assertArrayEquals(asText, tokenizer.encode(text, Specials.AS_TEXT), text);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"llama3", "gpt4o", "digits", "prefix", "added"})
  void givesTheSameOffsets(String name) throws IOException {
    JsonNode layout = layout(name);
    Tokenizer tokenizer = read(layout);
    for (JsonNode each : layout.path("cases")) {
      String text = each.path("text").asText();
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      Encoding encoding = tokenizer.encodeWithOffsets(bytes, Specials.RECOGNISED);
      assertArrayEquals(ints(each.path("ids")), encoding.ids(), text);
      assertArrayEquals(ints(each.path("offsets")), encoding.characterOffsets(), text);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"llama3", "qwen2", "gpt4o", "digits", "prefix", "added"})
  void writesWhatItRead(String name) throws IOException {
    JsonNode given = layout(name).path("tokenizer");
    Tokenizer tokenizer = read(layout(name));
    JsonNode written = Json.MAPPER.readTree(TokenizerFiles.tokenizerJson(tokenizer));
    assertEquals(given.path("added_tokens"), written.path("added_tokens"));
    assertEquals(given.path("normalizer"), written.path("normalizer"));
    assertEquals(given.path("post_processor"), written.path("post_processor"));
    TokenizerFiles.write(folder, tokenizer);
    Tokenizer again = TokenizerFiles.read(folder);
    assertEquals(tokenizer.preTokenizer(), again.preTokenizer());
    assertArrayEquals(TokenizerFiles.tokenizerJson(tokenizer), TokenizerFiles.tokenizerJson(again));
  }

  @ParameterizedTest
  @ValueSource(strings = "qwen2")
  void refusesOffsetsWhereTextIsNormalized(String name) throws IOException {
    Tokenizer tokenizer = read(layout(name));
    assertThrows(
        InputException.class, () -> tokenizer.encodeWithOffsets(new byte[3], Specials.AS_TEXT));
  }
}
