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
  /// @param unpacked the bytes, already unpacked
  /// @throws IOException when the file breaks off
  void read(InputStream unpacked, Format format, Consumer<RawRecord> records) throws IOException;
}
