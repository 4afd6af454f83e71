package org.bloomery.tokenize.count;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What counting may take.
///
/// @param bytes heap for the tables of words and lines, all threads together
/// @param spill a folder for what does not fit; null only where everything fits
public record CountingMemory(long bytes, @Nullable Path spill) {
  static final CountingMemory UNLIMITED = new CountingMemory(Long.MAX_VALUE, null);

  /// Of four parts, lines take one and tables of words two; buffers and files share the rest.
  long lineBytes() {
    return bytes == Long.MAX_VALUE ? bytes : bytes / 4;
  }

  long wordBytes(int threads, boolean withLines) {
    return bytes == Long.MAX_VALUE ? bytes : bytes / 4 * (withLines ? 2 : 3) / threads;
  }
}
