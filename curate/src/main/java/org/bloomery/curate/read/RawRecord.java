package org.bloomery.curate.read;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a reader found at a place of a file. Offsets and lengths are bytes of the unpacked file.
public sealed interface RawRecord {
  long offset();

  long length();

  /// A readable document.
  ///
  /// @param fields what else the source says about it: the fields that its card names
  record Text(
      String text, @Nullable String url, long offset, long length, Map<String, String> fields)
      implements RawRecord {
    public Text {
      fields = Map.copyOf(fields);
    }

    public Text(String text, @Nullable String url, long offset, long length) {
      this(text, url, offset, length, Map.of());
    }
  }

  /// A record that cannot be read; it is counted and set aside.
  ///
  /// @param reason short name to count by, for example `invalid-utf-8`
  /// @param detail what exactly was wrong
  record Bad(String reason, String detail, long offset, long length) implements RawRecord {}
}
