package org.bloomery.curate.read;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.bloomery.artifact.source.SourceCard.Format;

/// Plain text, a document a line; empty lines are no documents.
final class LineReader implements SourceReader {
  @Override
  public void read(InputStream unpacked, Format format, Consumer<RawRecord> records)
      throws IOException {
    ByteLines lines = new ByteLines(unpacked);
    for (byte[] bytes; (bytes = lines.next()) != null; ) {
      if (bytes.length > 0 || lines.tooLong()) {
        records.accept(lines.record(bytes));
      }
    }
  }
}
