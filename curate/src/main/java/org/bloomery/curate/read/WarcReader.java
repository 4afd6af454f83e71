package org.bloomery.curate.read;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;
import org.bloomery.artifact.source.SourceCard.Format;
import org.bloomery.curate.html.Extraction;
import org.bloomery.curate.html.PageText;
import org.bloomery.curate.warc.WarcFile;
import org.bloomery.curate.warc.WarcItem;
import org.bloomery.curate.warc.WarcPage;

/// Pages of a WARC file, texts of a WET file. Records without a page (requests, crawl notes,
/// metadata) are passed over; everything else is a record, good or bad. Offsets and lengths are
/// those of the stored file, as in a Common Crawl index.
final class WarcReader implements SourceReader {
  @Override
  public boolean unpacksItself() {
    return true;
  }

  @Override
  public void read(InputStream stored, Format format, Consumer<RawRecord> records)
      throws IOException {
    Extraction extraction = Readers.extraction(format);
    WarcFile.read(
        stored,
        item -> {
          switch (item) {
            case WarcItem.Broken(String reason, String detail, long offset, long length) ->
                records.accept(new RawRecord.Bad(reason, detail, offset, length));
            case WarcItem.Whole record -> page(record, extraction).ifPresent(records);
          }
        });
  }

  private static Optional<RawRecord> page(WarcItem.Whole record, Extraction extraction) {
    return WarcPage.text(record, extraction)
        .map(text ->
            switch (text) {
              case PageText.Found(String found) ->
                  new RawRecord.Text(found, record.url(), record.offset(), record.length());
              case PageText.Unreadable(String reason, String detail) ->
                  new RawRecord.Bad(reason, detail, record.offset(), record.length());
            });
  }
}
