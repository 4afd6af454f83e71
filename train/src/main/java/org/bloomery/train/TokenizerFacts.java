package org.bloomery.train;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.Json;

/// What a model must know of its tokenizer: how many ids there are, and its special ones.
///
/// @param vocabulary one more than the largest id
public record TokenizerFacts(int vocabulary, int bos, int eos, int pad) {

  /// Reads `tokenizer.json` of a tokenizer folder. The special tokens are BLOOM's: `<s>`, `</s>`,
  /// `<pad>`.
  public static TokenizerFacts read(Path folder) {
    Path file = folder.resolve("tokenizer.json");
    JsonNode json = Json.read(file, JsonNode.class);
    Map<String, Integer> added = new TreeMap<>();
    int largest = -1;
    for (JsonNode id : json.path("model").path("vocab")) {
      largest = Math.max(largest, id.asInt());
    }
    for (JsonNode token : json.path("added_tokens")) {
      added.put(token.path("content").asText(), token.path("id").asInt());
      largest = Math.max(largest, token.path("id").asInt());
    }
    return new TokenizerFacts(
        largest + 1,
        special(file, added, "<s>"),
        special(file, added, "</s>"),
        special(file, added, "<pad>"));
  }

  private static int special(Path file, Map<String, Integer> added, String token) {
    Integer id = added.get(token);
    if (id == null) {
      throw new ArtifactException(
          file + " has no special token " + token + "; make it again with `bloomery tokenize`");
    }
    return id;
  }
}
