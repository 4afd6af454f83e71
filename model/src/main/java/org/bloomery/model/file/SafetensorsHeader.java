package org.bloomery.model.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bloomery.artifact.ArtifactException;

/// Parses and checks the JSON header of a safetensors file.
///
/// The rules are those of the reference implementation (safetensors, `tensor.rs`, `read_metadata`
/// and `validate`): tensors lie one behind the other without gap or overlap, each is exactly as
/// long as shape and type say, and the last one ends where the file ends.
final class SafetensorsHeader {
  private static final ObjectMapper STRICT =
      new ObjectMapper(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
  private static final Set<String> ENTRY_KEYS = Set.of("dtype", "shape", "data_offsets");

  private final Path file;

  private SafetensorsHeader(Path file) {
    this.file = file;
  }

  /// What the header says: tensors in the order of their data, and the free text.
  record Contents(List<TensorEntry> entries, Map<String, String> metadata) {}

  /// Checks the header bytes of `file`, which is followed by `dataBytes` bytes of tensors.
  static Contents parse(Path file, byte[] header, long dataBytes) {
    return new SafetensorsHeader(file).parse(header, dataBytes);
  }

  private Contents parse(byte[] header, long dataBytes) {
    if (header.length == 0 || header[0] != '{') {
      throw corrupt("the header does not start with '{'");
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    List<TensorEntry> entries = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : tree(header).properties()) {
      if (field.getKey().equals("__metadata__")) {
        readMetadata(field.getValue(), metadata);
      } else {
        entries.add(entry(field.getKey(), field.getValue()));
      }
    }
    entries.sort(Comparator.comparingLong(TensorEntry::begin).thenComparingLong(TensorEntry::end));
    checkLayout(entries, dataBytes);
    return new Contents(List.copyOf(entries), Map.copyOf(metadata));
  }

  private JsonNode tree(byte[] header) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(header)).toString();
    } catch (CharacterCodingException e) {
      throw new ArtifactException(sentence("the header is not valid UTF-8"), e);
    }
    try (JsonParser parser = STRICT.createParser(text)) {
      JsonNode root = STRICT.readTree(parser);
      if (!root.isObject() || parser.nextToken() != null) {
        throw corrupt("the header is not one JSON object");
      }
      return root;
    } catch (JsonProcessingException e) {
      throw new ArtifactException(
          sentence("the header is not valid JSON (" + e.getOriginalMessage() + ")"), e);
    } catch (IOException e) {
      throw new IllegalStateException("reading a string cannot fail", e);
    }
  }

  private void readMetadata(JsonNode node, Map<String, String> metadata) {
    if (!node.isObject()) {
      throw corrupt("__metadata__ is not an object");
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!field.getValue().isTextual()) {
        throw corrupt("__metadata__." + field.getKey() + " is not a string");
      }
      metadata.put(field.getKey(), field.getValue().textValue());
    }
  }

  private TensorEntry entry(String name, JsonNode node) {
    if (!node.isObject()) {
      throw corrupt("the entry of tensor " + name + " is not an object");
    }
    node.fieldNames()
        .forEachRemaining(key -> {
          if (!ENTRY_KEYS.contains(key)) {
            throw corrupt("tensor " + name + " has the unknown key " + key);
          }
        });
    String typeName = node.path("dtype").asText();
    ElementType type =
        ElementType.named(typeName)
            .orElseThrow(
                () -> corrupt("tensor " + name + " has the unknown dtype '" + typeName + "'"));
    List<Long> shape = numbers(name, "shape", node.path("shape"));
    List<Long> offsets = numbers(name, "data_offsets", node.path("data_offsets"));
    if (offsets.size() != 2 || offsets.get(1) < offsets.get(0)) {
      throw corrupt("tensor " + name + " has data_offsets " + offsets + ", not [begin, end]");
    }
    TensorEntry entry = new TensorEntry(name, type, shape, offsets.get(0), offsets.get(1));
    checkSize(entry);
    return entry;
  }

  private List<Long> numbers(String name, String key, JsonNode node) {
    if (!node.isArray()) {
      throw corrupt("tensor " + name + " has no list " + key);
    }
    List<Long> numbers = new ArrayList<>();
    for (JsonNode number : node) {
      if (!number.isIntegralNumber() || !number.canConvertToLong() || number.longValue() < 0) {
        throw corrupt("tensor " + name + " has " + number + " in " + key);
      }
      numbers.add(number.longValue());
    }
    return numbers;
  }

  private void checkSize(TensorEntry entry) {
    long wanted;
    try {
      wanted = Math.multiplyExact(entry.elements(), (long) entry.type().bytes());
    } catch (ArithmeticException e) {
      throw new ArtifactException(
          sentence("tensor " + entry.name() + " has a shape too large to count " + entry.shape()),
          e);
    }
    if (wanted != entry.bytes()) {
      throw corrupt(
          "tensor %s of type %s and shape %s needs %d bytes but its data_offsets give %d"
              .formatted(entry.name(), entry.type(), entry.shape(), wanted, entry.bytes()));
    }
  }

  private void checkLayout(List<TensorEntry> entries, long dataBytes) {
    long expected = 0;
    for (TensorEntry entry : entries) {
      if (entry.begin() != expected) {
        throw corrupt(
            "tensor %s begins at byte %d of the data, which %s at byte %d"
                .formatted(
                    entry.name(),
                    entry.begin(),
                    entry.begin() > expected
                        ? "leaves a gap after the tensor before it, ending"
                        : "overlaps the tensor before it, ending",
                    expected));
      }
      expected = entry.end();
    }
    if (expected < dataBytes) {
      throw corrupt("%d bytes follow the last tensor".formatted(dataBytes - expected));
    }
    if (expected > dataBytes) {
      throw corrupt(
          "the file was cut short: its tensors need %d bytes and %d are there"
              .formatted(expected, dataBytes));
    }
  }

  private ArtifactException corrupt(String what) {
    return new ArtifactException(sentence(what));
  }

  private String sentence(String what) {
    return sentence(file, what);
  }

  static String sentence(Path file, String what) {
    return file + " is not a whole safetensors file: " + what + "; copy or make it again.";
  }
}
