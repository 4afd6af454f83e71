package org.bloomery.curate.read;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.bloomery.artifact.source.SourceCard.Format;

/// Plain text or source code, a document a file.
final class TextReader implements SourceReader {
  static final int MAXIMUM_BYTES = 64 << 20;

  @Override
  public void read(InputStream unpacked, Format format, Consumer<RawRecord> records)
      throws IOException {
    byte[] bytes = unpacked.readNBytes(MAXIMUM_BYTES + 1);
    if (bytes.length > MAXIMUM_BYTES) {
      records.accept(
          new RawRecord.Bad(
              "file-too-long", "longer than " + MAXIMUM_BYTES + " bytes", 0, bytes.length));
      return;
    }
    String text = StrictUtf8.decode(bytes);
    records.accept(
        text == null
            ? StrictUtf8.bad(0, bytes.length)
            : new RawRecord.Text(text, null, 0, bytes.length));
  }
}
