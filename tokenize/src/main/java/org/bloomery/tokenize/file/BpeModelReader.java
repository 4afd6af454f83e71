package org.bloomery.tokenize.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bloomery.tokenize.encode.AddedToken;
import org.bloomery.tokenize.encode.BpeModel;
import org.bloomery.tokenize.encode.MergeTable;
import org.bloomery.tokenize.text.ByteCharacters;

/// Reads the model of a `tokenizer.json`: vocabulary and merges.
final class BpeModelReader {
  private final TokenizerJsonFile file;
  private final List<AddedToken> added;

  BpeModelReader(TokenizerJsonFile file, List<AddedToken> added) {
    this.file = file;
    this.added = added;
  }

  BpeModel read(JsonNode node) {
    String type = node.path("type").asText("BPE");
    if (!type.equals("BPE")) {
      throw file.refused("model.type = \"" + type + "\" is not \"BPE\"");
    }
    if (node.path("dropout").asDouble() != 0) {
      throw file.refused("model.dropout = " + node.path("dropout") + " makes encoding random");
    }
    if (node.path("byte_fallback").asBoolean()) {
      throw file.refused("model.byte_fallback = true");
    }
    for (String option : List.of("continuing_subword_prefix", "end_of_word_suffix")) {
      if (!node.path(option).asText("").isEmpty() && !node.path(option).isNull()) {
        throw file.refused("model." + option + " = " + node.path(option));
      }
    }
    Map<String, Integer> vocabulary = vocabulary(node.path("vocab"));
    requireNamedAlike(vocabulary);
    boolean wholePiecesFirst = node.path("ignore_merges").asBoolean();
    return model(vocabulary, pieces(vocabulary), node.path("merges"), wholePiecesFirst);
  }

  private Map<String, Integer> vocabulary(JsonNode node) {
    if (!node.isObject() || node.isEmpty()) {
      throw file.refused("model.vocab is missing or empty");
    }
    Map<String, Integer> vocabulary = new HashMap<>();
    boolean[] taken = new boolean[node.size()];
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      int id = entry.getValue().asInt(-1);
      if (id < 0 || id >= taken.length || taken[id]) {
        throw file.refused(
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
      throw file.refused(
          "model.vocab has " + taken.length + " entries, more than " + MergeTable.MAX_IDS);
    }
    return vocabulary;
  }

  /// An added token that is an entry of the vocabulary has the id of that entry.
  private void requireNamedAlike(Map<String, Integer> vocabulary) {
    for (AddedToken token : added) {
      Integer id = vocabulary.get(token.content());
      boolean elsewhere = id == null && token.id() < vocabulary.size();
      if (elsewhere || (id != null && id != token.id())) {
        throw file.refused(
            "the added token \""
                + token.content()
                + "\" has the id "
                + token.id()
                + ", where model.vocab has "
                + (id == null ? "another entry" : id));
      }
    }
  }

  private byte[][] pieces(Map<String, Integer> vocabulary) {
    byte[][] pieces = new byte[vocabulary.size()][];
    vocabulary.forEach((text, id) -> {
      byte[] bytes = ByteCharacters.bytes(text);
      if (bytes != null) {
        pieces[id] = bytes;
      } else if (added.stream().anyMatch(token -> token.id() == id)) {
        pieces[id] = new byte[0]; // never made by merging
      } else {
        throw file.refused(
            "model.vocab has \"" + text + "\" (id " + id + "), which is not byte-level text");
      }
    });
    for (byte b : ByteCharacters.alphabet()) {
      String text = String.valueOf(ByteCharacters.character(b & 0xFF));
      if (!vocabulary.containsKey(text)) {
        throw file.refused(
            "model.vocab lacks \"" + text + "\", the byte " + String.format("0x%02X", b & 0xFF));
      }
    }
    return pieces;
  }

  private BpeModel model(
      Map<String, Integer> vocabulary, byte[][] pieces, JsonNode merges, boolean wholePiecesFirst) {
    if (!merges.isArray()) {
      throw file.refused("model.merges is missing");
    }
    if (merges.size() > MergeTable.MAX_MERGES) {
      throw file.refused("model.merges has " + merges.size() + " entries");
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
        throw file.refused("model.merges has " + merge + ", which is not two pieces");
      }
      left[rank] = idInMerge(vocabulary, pair[0], rank);
      right[rank] = idInMerge(vocabulary, pair[1], rank);
      result[rank] = idInMerge(vocabulary, pair[0] + pair[1], rank);
      rank++;
    }
    return new BpeModel(pieces, left, right, result, wholePiecesFirst);
  }

  private int idInMerge(Map<String, Integer> vocabulary, String text, int rank) {
    Integer id = vocabulary.get(text);
    if (id == null) {
      throw file.refused("merge " + rank + " needs \"" + text + "\", which is not in model.vocab");
    }
    return id;
  }
}
