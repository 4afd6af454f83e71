package org.bloomery.curate.crawl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.bloomery.artifact.Json;
import org.jspecify.annotations.Nullable;

/// Where a page lies.
///
/// @param fetched when it was crawled, 14 digits `yyyyMMddHHmmss`
/// @param file the archive, relative to where all archives lie
/// @param offset first byte of the record in the archive
/// @param length bytes of the record
/// @param status of the HTTP response; 0 where the index does not say
/// @param mime as detected, else as stated
public record IndexEntry(
    String url,
    String fetched,
    String file,
    long offset,
    long length,
    int status,
    @Nullable String mime) {

  /// Reads a line of a CDXJ index (`key timestamp {json}`), or a row of Common Crawl's columnar
  /// index written as JSON.
  ///
  /// @return null when the line is neither
  static @Nullable IndexEntry parse(String line) {
    int brace = line.indexOf('{');
    if (brace < 0) {
      return null;
    }
    JsonNode json;
    try {
      json = Json.MAPPER.readTree(line.substring(brace));
    } catch (JsonProcessingException e) {
      return null;
    }
    String[] key = line.substring(0, brace).strip().split("\\s+", -1);
    String url = text(json, "url");
    String file = text(json, "filename", "warc_filename");
    String fetched = brace > 0 && key.length == 2 ? key[1] : text(json, "timestamp", "fetch_time");
    long offset = number(text(json, "offset", "warc_record_offset"));
    long length = number(text(json, "length", "warc_record_length"));
    if (url == null || file == null || fetched == null || offset < 0 || length <= 0) {
      return null;
    }
    return new IndexEntry(
        url,
        fetched.replaceAll("\\D", ""),
        file,
        offset,
        length,
        (int) Math.max(0, number(text(json, "status", "fetch_status"))),
        text(json, "mime-detected", "content_mime_detected", "mime"));
  }

  private static @Nullable String text(JsonNode json, String... names) {
    for (String name : names) {
      JsonNode value = json.get(name);
      if (value != null && value.isValueNode() && !value.isNull()) {
        return value.asText();
      }
    }
    return null;
  }

  private static long number(@Nullable String text) {
    return text != null && text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
  }

  /// Whether the index promises a page.
  boolean isPage() {
    String type = mime == null ? "" : mime.toLowerCase(Locale.ROOT);
    return (status == 200 || status == 0)
        && (type.isEmpty()
            || type.equals("unk")
            || type.equals("text/html")
            || type.equals("application/xhtml+xml"));
  }
}
