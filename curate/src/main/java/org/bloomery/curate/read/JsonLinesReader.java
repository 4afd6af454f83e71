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
    new LineReader()
        .read(
            unpacked,
            format,
            line -> records.accept(line instanceof RawRecord.Text row ? pick(row, format) : line));
  }

  private static RawRecord pick(RawRecord.Text row, Format format) {
    JsonNode object;
    try {
      object = WHOLE_LINE.readTree(row.text());
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
