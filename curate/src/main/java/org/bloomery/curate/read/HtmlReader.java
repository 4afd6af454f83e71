package org.bloomery.curate.read;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.bloomery.artifact.source.SourceCard.Format;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/// A web page a file: the whole text of its body with the block structure as line feeds, the title
/// dropped. The character set is the one that the page declares, else UTF-8.
final class HtmlReader implements SourceReader {
  static final int MAXIMUM_BYTES = 8 << 20;

  @Override
  public void read(InputStream unpacked, Format format, Consumer<RawRecord> records)
      throws IOException {
    byte[] bytes = unpacked.readNBytes(MAXIMUM_BYTES + 1);
    if (bytes.length > MAXIMUM_BYTES) {
      records.accept(
          new RawRecord.Bad(
              "page-too-long", "longer than " + MAXIMUM_BYTES + " bytes", 0, bytes.length));
      return;
    }
    Document page = Jsoup.parse(new ByteArrayInputStream(bytes), null, "");
    boolean utf8 = StandardCharsets.UTF_8.equals(page.charset());
    if (utf8 && StrictUtf8.decode(bytes) == null) {
      records.accept(StrictUtf8.bad(0, bytes.length));
      return;
    }
    records.accept(new RawRecord.Text(BlockText.of(page.body()), null, 0, bytes.length));
  }
}
