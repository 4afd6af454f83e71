package org.bloomery.curate.read;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.bloomery.artifact.source.SourceCard.Format;

/// Finds the documents in a file.
@FunctionalInterface
public interface SourceReader {
  /// Reads to the end and hands over every record in order.
  ///
  /// @param unpacked the bytes, already unpacked unless the reader [#unpacksItself]
  /// @throws IOException when the file breaks off
  void read(InputStream unpacked, Format format, Consumer<RawRecord> records) throws IOException;

  /// Whether the reader wants the bytes as they are stored: it goes on after damage in compressed
  /// data, which would otherwise end the file.
  default boolean unpacksItself() {
    return false;
  }
}
