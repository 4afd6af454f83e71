package org.bloomery.tokenize.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Set;
import org.bloomery.artifact.ArtifactException;

/// A `tokenizer.json` while it is read: how what is unknown in it is refused.
record TokenizerJsonFile(Path path) {
  /// The type of a component, which must be one of a few.
  String type(JsonNode node, String where, Set<String> known) {
    String type = node.path("type").asText();
    if (!known.contains(type)) {
      throw refused(where + ".type = " + node.path("type") + " is not one of " + sorted(known));
    }
    return type;
  }

  private static String sorted(Set<String> names) {
    return String.join(", ", names.stream().sorted().toList());
  }

  static boolean absent(JsonNode node) {
    return node.isNull() || node.isMissingNode();
  }

  ArtifactException refused(String what) {
    return new ArtifactException(
        path
            + ": "
            + what
            + "; this reader takes byte-level BPE as BLOOM, GPT-2, Llama 3 and Qwen have it, and"
            + " refuses what would give other ids here than in Hugging Face tokenizers");
  }
}
