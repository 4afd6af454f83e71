package org.bloomery.curate.read;

import org.jspecify.annotations.Nullable;

/// What a reader found at a place of a file. Offsets and lengths are bytes of the unpacked file.
public sealed interface RawRecord {
  long offset();

  long length();

  /// A readable document.
  record Text(String text, @Nullable String url, long offset, long length) implements RawRecord {}

  /// A record that cannot be read; it is counted and set aside.
  ///
  /// @param reason short name to count by, for example `invalid-utf-8`
  /// @param detail what exactly was wrong
  record Bad(String reason, String detail, long offset, long length) implements RawRecord {}
}
