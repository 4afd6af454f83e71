package org.bloomery.curate.warc;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What lies at a place of a WARC file. Offsets and lengths are bytes of the file as stored, so
/// that a compressed record is found again without reading what stands before it. (Where one gzip
/// member holds several records, the further ones have the member's offset plus 1, 2, ….)
public sealed interface WarcItem {
  long offset();

  long length();

  /// A whole record.
  ///
  /// @param headers by lower-case name; of a repeated header the first counts
  /// @param block what follows the headers
  @SuppressWarnings("ArrayRecordComponent") // bytes to be read once, never compared
  record Whole(Map<String, String> headers, byte[] block, long offset, long length)
      implements WarcItem {
    /// A header, or null.
    public @Nullable String header(String name) {
      return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /// `WARC-Type` in lower case, empty where it is missing.
    public String type() {
      return headers.getOrDefault("warc-type", "").toLowerCase(Locale.ROOT);
    }

    /// The address without the angle brackets that some writers put around it.
    public @Nullable String url() {
      String uri = header("warc-target-uri");
      return uri != null && uri.startsWith("<") && uri.endsWith(">")
          ? uri.substring(1, uri.length() - 1)
          : uri;
    }
  }

  /// Bytes that are no record.
  ///
  /// @param reason short name to count by: `bad-gzip`, `zip-bomb`, `truncated-record`,
  ///   `record-too-long`, `wrong-length`, `no-record`
  /// @param detail what exactly was wrong
  record Broken(String reason, String detail, long offset, long length) implements WarcItem {}
}
