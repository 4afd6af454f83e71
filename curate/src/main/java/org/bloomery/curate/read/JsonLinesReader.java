package org.bloomery.curate.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.source.SourceCard.Format;
import org.jspecify.annotations.Nullable;

/// A JSON object a line; the card names the field that holds the text.
final class JsonLinesReader implements SourceReader {
  /// A second value on the line would be lost without a word.
  private static final ObjectReader WHOLE_LINE =
      Json.MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  @Override
  public void read(InputStream unpacked, Format format, Consumer<RawRecord> records)
      throws IOException {
    ByteLines lines = new ByteLines(unpacked);
    for (byte[] bytes; (bytes = lines.next()) != null; ) {
      if (bytes.length > 0 || lines.tooLong()) {
        RawRecord line = lines.record(bytes);
        records.accept(line instanceof RawRecord.Text row ? pick(row, bytes, format) : line);
      }
    }
  }

  /// Parses bytes, which is faster than characters. Jackson takes bytes with a zero at the start
  /// for UTF-16 or UTF-32; those lines are parsed as the UTF-8 that they are.
  private static JsonNode parse(RawRecord.Text row, byte[] bytes) throws IOException {
    boolean looksWide = bytes[0] == 0 || (bytes.length > 1 && bytes[1] == 0);
    return looksWide ? WHOLE_LINE.readTree(row.text()) : WHOLE_LINE.readTree(bytes);
  }

  private static RawRecord pick(RawRecord.Text row, byte[] bytes, Format format)
      throws IOException {
    JsonNode object;
    try {
      object = parse(row, bytes);
    } catch (JsonProcessingException e) {
      return bad("broken-json", e.getOriginalMessage(), row);
    }
    String text = string(object, format.text());
    if (text == null) {
      return bad("no-text-field", "no string in the field \"" + format.text() + "\"", row);
    }
    Map<String, String> fields = new HashMap<>();
    for (String name : format.fieldNames()) {
      JsonNode value = object.get(name);
      if (value != null && value.isValueNode() && !value.isNull()) {
        fields.put(name, value.asText());
      }
    }
    return new RawRecord.Text(
        encodable(text, row.text()),
        string(object, format.url()),
        row.offset(),
        row.length(),
        fields);
  }

  /// JSON's escapes can write half a surrogate pair, which no file in UTF-8 can hold: U+FFFD stands
  /// in its place.
  private static String encodable(String text, String line) {
    if (!line.contains("\\ud") && !line.contains("\\uD")) {
      return text;
    }
    return text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static @Nullable String string(JsonNode object, @Nullable String field) {
    JsonNode value = field == null ? null : object.get(field);
    return value != null && value.isTextual() ? value.asText() : null;
  }

  private static RawRecord bad(String reason, String detail, RawRecord.Text row) {
    return new RawRecord.Bad(reason, detail, row.offset(), row.length());
  }
}
