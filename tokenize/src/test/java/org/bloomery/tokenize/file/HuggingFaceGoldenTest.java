package org.bloomery.tokenize.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bloomery.artifact.Json;
import org.bloomery.tokenize.Golden;
import org.bloomery.tokenize.encode.Specials;
import org.bloomery.tokenize.encode.Tokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HuggingFaceGoldenTest {
  @ParameterizedTest
  @ValueSource(ints = {600, 1500})
  void learnsTheSameVocabularyAndMerges(int size) throws IOException {
    Golden golden = Golden.read("golden-" + size + ".json");
    var model = Json.MAPPER.readTree(TokenizerFiles.tokenizerJson(Golden.train(size))).get("model");
    Map<String, Integer> vocabulary = new HashMap<>();
    model.get("vocab").properties().forEach(e -> vocabulary.put(e.getKey(), e.getValue().asInt()));
    assertEquals(golden.vocab(), vocabulary);
    List<String> merges = model.get("merges").valueStream().map(node -> node.asText()).toList();
    assertEquals(golden.merges().stream().map(pair -> String.join(" ", pair)).toList(), merges);
  }

  @ParameterizedTest
  @ValueSource(ints = {600, 1500})
  void givesTheSameIdsAndTexts(int size) {
    compare(Golden.read("golden-" + size + ".json"), Golden.train(size));
  }

  @Test
  void readsAGpt2FileAndGivesTheSameIdsAndTexts(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("tokenizer.json");
    Files.write(file, Golden.bytes("golden-gpt2-tokenizer.json"));
    compare(Golden.read("golden-gpt2.json"), TokenizerFiles.read(file));
  }

  private static void compare(Golden golden, Tokenizer tokenizer) {
    for (Golden.Case each : golden.cases()) {
      assertEquals(each.ids(), ids(tokenizer.encode(each.text())), each::text);
      List<Integer> asText = Objects.requireNonNullElse(each.idsAsText(), each.ids());
      assertEquals(asText, ids(tokenizer.encode(each.text(), Specials.AS_TEXT)), each::text);
      String decoded = Objects.requireNonNullElse(each.decoded(), each.text());
      assertEquals(decoded, tokenizer.decode(each.idArray()));
      int[] half = Arrays.copyOf(each.idArray(), each.ids().size() / 2);
      assertEquals(each.firstHalf(), tokenizer.decode(half));
    }
  }

  private static List<Integer> ids(int[] ids) {
    return Arrays.stream(ids).boxed().toList();
  }
}
