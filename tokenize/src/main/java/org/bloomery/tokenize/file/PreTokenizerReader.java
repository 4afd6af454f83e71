package org.bloomery.tokenize.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bloomery.tokenize.cut.BloomPreTokenizer;
import org.bloomery.tokenize.cut.Gpt2PreTokenizer;
import org.bloomery.tokenize.cut.Llama3PreTokenizer;
import org.bloomery.tokenize.cut.PreTokenizer;
import org.bloomery.tokenize.cut.RegexPreTokenizer;
import org.bloomery.tokenize.cut.SequencePreTokenizer;

/// Reads the pre-tokeniser of a `tokenizer.json`: `ByteLevel`, `Split` and `Digits`, alone or one
/// after the other. `ByteLevel` must come last, since the others look at text.
final class PreTokenizerReader {
  private static final Set<String> TYPES = Set.of("ByteLevel", "Digits", "Sequence", "Split");

  private final TokenizerJsonFile file;
  private boolean prefixSpace;
  private boolean bytes;

  PreTokenizerReader(TokenizerJsonFile file) {
    this.file = file;
  }

  /// Whether the one that was read puts a space before a text.
  boolean prefixSpace() {
    return prefixSpace;
  }

  PreTokenizer read(JsonNode node) {
    List<PreTokenizer> steps = new ArrayList<>();
    add(node, "pre_tokenizer", steps);
    if (!bytes) {
      throw file.refused("pre_tokenizer = " + node + " has no step of type ByteLevel");
    }
    if (steps.isEmpty()) {
      throw file.refused("pre_tokenizer = " + node + " does not cut text");
    }
    return steps.size() == 1 ? steps.getFirst() : new SequencePreTokenizer(steps);
  }

  private void add(JsonNode node, String where, List<PreTokenizer> steps) {
    if (bytes) {
      throw file.refused(where + " has " + node + " after ByteLevel");
    }
    switch (file.type(node, where, TYPES)) {
      case "Sequence" -> {
        for (JsonNode step : node.path("pretokenizers")) {
          add(step, "pre_tokenizer.pretokenizers", steps);
        }
      }
      case "Split" -> steps.add(split(node, where));
      case "Digits" ->
          steps.add(
              regex(node.path("individual_digits").asBoolean() ? "\\p{N}" : "\\p{N}+", where));
      default -> byteLevel(node, where, steps);
    }
  }

  private void byteLevel(JsonNode node, String where, List<PreTokenizer> steps) {
    bytes = true;
    prefixSpace = node.path("add_prefix_space").asBoolean(true);
    if (prefixSpace && !steps.isEmpty()) {
      throw file.refused(where + " has add_prefix_space = true after other steps");
    }
    if (node.path("use_regex").asBoolean(true)) {
      steps.add(new Gpt2PreTokenizer());
    }
  }

  private PreTokenizer split(JsonNode node, String where) {
    String behavior = node.path("behavior").asText();
    if (!behavior.equals("Isolated")) {
      throw file.refused(
          where + ".behavior = \"" + behavior + "\" is not \"Isolated\": it moves or drops text");
    }
    if (node.path("invert").asBoolean()) {
      throw file.refused(where + ".invert = true");
    }
    JsonNode regex = node.path("pattern").path("Regex");
    JsonNode text = node.path("pattern").path("String");
    if (!regex.isTextual() && !text.isTextual()) {
      throw file.refused(where + ".pattern = " + node.path("pattern") + " is no Regex or String");
    }
    String pattern =
        regex.isTextual()
            ? regex.asText()
            : text.asText().replaceAll("[\\\\\\[\\](){}*+?|^$.&-]", "\\\\$0");
    return switch (pattern) {
      case BloomPreTokenizer.PATTERN -> new BloomPreTokenizer();
      case Gpt2PreTokenizer.PATTERN -> new Gpt2PreTokenizer();
      case Llama3PreTokenizer.LLAMA_3 -> new Llama3PreTokenizer(3);
      case Llama3PreTokenizer.QWEN_2 -> new Llama3PreTokenizer(1);
      default -> regex(pattern, where);
    };
  }

  private PreTokenizer regex(String pattern, String where) {
    try {
      return new RegexPreTokenizer(pattern);
    } catch (IllegalArgumentException e) {
      throw file.refused(where + " has the pattern " + pattern + ", of which " + e.getMessage());
    }
  }
}
