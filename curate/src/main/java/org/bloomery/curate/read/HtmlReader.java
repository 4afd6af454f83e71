package org.bloomery.curate.read;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.bloomery.artifact.source.SourceCard.Format;
import org.bloomery.curate.html.PageText;

/// A web page a file, extracted as the card says.
final class HtmlReader implements SourceReader {
  /// More than any page may have; the rest need not be read to refuse it.
  private static final int READ_BYTES = (8 << 20) + 1;

  @Override
  public void read(InputStream unpacked, Format format, Consumer<RawRecord> records)
      throws IOException {
    byte[] bytes = unpacked.readNBytes(READ_BYTES);
    records.accept(
        switch (Readers.extraction(format).of(bytes, null)) {
          case PageText.Found(String text) -> new RawRecord.Text(text, null, 0, bytes.length);
          case PageText.Unreadable(String reason, String detail) ->
              new RawRecord.Bad(reason, detail, 0, bytes.length);
        });
  }
}
