package org.bloomery.tokenize;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.Json;

/// Reads a `tokenizer.json` of Hugging Face tokenizers: byte-level BPE with BLOOM's or GPT-2's
/// pre-tokeniser. What would give other ids here than there is refused by its name. Truncation and
/// padding are settings of batches, not of the tokenizer, and are not read.
final class TokenizerReader {
  private final Path file;

  private TokenizerReader(Path file) {
    this.file = file;
  }

  static Tokenizer read(Path file) {
    return new TokenizerReader(file).read(Json.read(file, JsonNode.class));
  }

  private Tokenizer read(JsonNode root) {
    requireNull(root, "normalizer");
    requireByteLevel(root, "post_processor", true);
    requireByteLevel(root, "decoder", false);
    List<AddedToken> added = addedTokens(root.path("added_tokens"));
    PreTokenizer preTokenizer = preTokenizer(root.path("pre_tokenizer"));
    BpeModel model = model(root.path("model"), added);
    requireNoGap(model, added);
    return new Tokenizer(model, preTokenizer, added);
  }

  private List<AddedToken> addedTokens(JsonNode array) {
    List<AddedToken> added = new ArrayList<>();
    for (JsonNode token : array) {
      String content = token.path("content").asText("");
      if (content.isEmpty()
          || !token.path("id").canConvertToInt()
          || token.path("id").asInt() < 0) {
        throw refused("added_tokens has the entry " + token + " without a content or an id");
      }
      for (String option : List.of("single_word", "lstrip", "rstrip")) {
        if (token.path(option).asBoolean()) {
          throw refused("the added token \"" + content + "\" has " + option + " = true");
        }
      }
      added.add(
          new AddedToken(
              token.path("id").asInt(),
              content,
              token.path("normalized").asBoolean(),
              token.path("special").asBoolean()));
    }
    return added;
  }

  private PreTokenizer preTokenizer(JsonNode node) {
    String type = node.path("type").asText();
    if (type.equals("ByteLevel")
        && plainByteLevel(node)
        && node.path("use_regex").asBoolean(true)) {
      return new Gpt2PreTokenizer();
    }
    JsonNode steps = node.path("pretokenizers");
    if (type.equals("Sequence") && steps.size() == 2) {
      JsonNode split = steps.get(0);
      JsonNode bytes = steps.get(1);
      boolean bloom =
          split.path("type").asText().equals("Split")
              && split.path("pattern").path("Regex").asText().equals(BloomPreTokenizer.PATTERN)
              && split.path("behavior").asText().equals("Isolated")
              && !split.path("invert").asBoolean()
              && bytes.path("type").asText().equals("ByteLevel")
              && plainByteLevel(bytes)
              && !bytes.path("use_regex").asBoolean(true);
      if (bloom) {
        return new BloomPreTokenizer();
      }
    }
    throw refused("pre_tokenizer = " + node + " is neither BLOOM's nor GPT-2's");
  }

  private static boolean plainByteLevel(JsonNode node) {
    return !node.path("add_prefix_space").asBoolean(true);
  }

  private BpeModel model(JsonNode node, List<AddedToken> added) {
    String type = node.path("type").asText("BPE");
    if (!type.equals("BPE")) {
      throw refused("model.type = \"" + type + "\" is not \"BPE\"");
    }
    if (node.path("dropout").asDouble() != 0) {
      throw refused("model.dropout = " + node.path("dropout") + " makes encoding random");
    }
    for (String option : List.of("byte_fallback", "ignore_merges")) {
      if (node.path(option).asBoolean()) {
        throw refused("model." + option + " = true");
      }
    }
    for (String option : List.of("continuing_subword_prefix", "end_of_word_suffix")) {
      if (!node.path(option).asText("").isEmpty() && !node.path(option).isNull()) {
        throw refused("model." + option + " = " + node.path(option));
      }
    }
    Map<String, Integer> vocabulary = vocabulary(node.path("vocab"));
    return model(vocabulary, pieces(vocabulary, added), node.path("merges"));
  }

  private Map<String, Integer> vocabulary(JsonNode node) {
    if (!node.isObject() || node.isEmpty()) {
      throw refused("model.vocab is missing or empty");
    }
    Map<String, Integer> vocabulary = new HashMap<>();
    boolean[] taken = new boolean[node.size()];
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      int id = entry.getValue().asInt(-1);
      if (id < 0 || id >= taken.length || taken[id]) {
        throw refused(
            "model.vocab gives \""
                + entry.getKey()
                + "\" the id "
                + entry.getValue()
                + "; ids must be 0 to "
                + (taken.length - 1)
                + ", each once");
      }
      taken[id] = true;
      vocabulary.put(entry.getKey(), id);
    }
    if (taken.length > MergeTable.MAX_IDS) {
      throw refused(
          "model.vocab has " + taken.length + " entries, more than " + MergeTable.MAX_IDS);
    }
    return vocabulary;
  }

  private byte[][] pieces(Map<String, Integer> vocabulary, List<AddedToken> added) {
    byte[][] pieces = new byte[vocabulary.size()][];
    vocabulary.forEach((text, id) -> {
      byte[] bytes = ByteCharacters.bytes(text);
      if (bytes != null) {
        pieces[id] = bytes;
      } else if (added.stream().anyMatch(token -> token.id() == id)) {
        pieces[id] = text.getBytes(StandardCharsets.UTF_8);
      } else {
        throw refused(
            "model.vocab has \"" + text + "\" (id " + id + "), which is not byte-level text");
      }
    });
    for (byte b : ByteCharacters.alphabet()) {
      String text = String.valueOf(ByteCharacters.character(b & 0xFF));
      if (!vocabulary.containsKey(text)) {
        throw refused(
            "model.vocab lacks \"" + text + "\", the byte " + String.format("0x%02X", b & 0xFF));
      }
    }
    return pieces;
  }

  private BpeModel model(Map<String, Integer> vocabulary, byte[][] pieces, JsonNode merges) {
    if (!merges.isArray()) {
      throw refused("model.merges is missing");
    }
    if (merges.size() > MergeTable.MAX_MERGES) {
      throw refused("model.merges has " + merges.size() + " entries");
    }
    int[] left = new int[merges.size()];
    int[] right = new int[merges.size()];
    int[] result = new int[merges.size()];
    int rank = 0;
    for (JsonNode merge : merges) {
      String[] pair =
          merge.isArray() && merge.size() == 2
              ? new String[] {merge.get(0).asText(), merge.get(1).asText()}
              : merge.asText().split(" ", -1);
      if (pair.length != 2) {
        throw refused("model.merges has " + merge + ", which is not two pieces");
      }
      left[rank] = idInMerge(vocabulary, pair[0], rank);
      right[rank] = idInMerge(vocabulary, pair[1], rank);
      result[rank] = idInMerge(vocabulary, pair[0] + pair[1], rank);
      rank++;
    }
    return new BpeModel(pieces, left, right, result);
  }

  private int idInMerge(Map<String, Integer> vocabulary, String text, int rank) {
    Integer id = vocabulary.get(text);
    if (id == null) {
      throw refused("merge " + rank + " needs \"" + text + "\", which is not in model.vocab");
    }
    return id;
  }

  private void requireNoGap(BpeModel model, List<AddedToken> added) {
    boolean[] taken = new boolean[model.size() + added.size()];
    for (AddedToken token : added) {
      if (token.id() >= taken.length) {
        throw refused("the added token \"" + token.content() + "\" leaves ids before it unused");
      }
      taken[token.id()] = true;
    }
    int last = taken.length - 1;
    while (last >= model.size() && !taken[last]) {
      last--;
    }
    for (int id = model.size(); id <= last; id++) {
      if (!taken[id]) {
        throw refused("id " + id + " is neither in model.vocab nor an added token");
      }
    }
  }

  private void requireNull(JsonNode root, String field) {
    if (!root.path(field).isNull() && !root.path(field).isMissingNode()) {
      throw refused(field + " = " + root.path(field) + " is not null");
    }
  }

  private void requireByteLevel(JsonNode root, String field, boolean nullIsFine) {
    JsonNode node = root.path(field);
    boolean absent = node.isNull() || node.isMissingNode();
    if (!(absent && nullIsFine) && !node.path("type").asText().equals("ByteLevel")) {
      throw refused(field + " = " + node + " is not of type ByteLevel");
    }
  }

  private ArtifactException refused(String what) {
    return new ArtifactException(
        file
            + ": "
            + what
            + "; this reader knows byte-level BPE as BLOOM and GPT-2 have it, because anything else"
            + " would give other ids");
  }
}
