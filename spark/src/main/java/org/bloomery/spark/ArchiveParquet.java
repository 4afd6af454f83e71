package org.bloomery.spark;

import java.io.IOException;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.bloomery.curate.crawl.ArchiveInput;
import org.bloomery.curate.crawl.Archives;

/// A Parquet file in a folder or behind an address, of which only the parts that are read are asked
/// for.
record ArchiveParquet(Archives archives, String file) implements InputFile {
  /// For single numbers and small pages; larger parts are asked for as they are.
  private static final int WINDOW_BYTES = 1 << 14;

  @Override
  public long getLength() throws IOException {
    return archives.length(file);
  }

  @Override
  public SeekableInputStream newStream() throws IOException {
    ArchiveInput input = new ArchiveInput(archives, file, WINDOW_BYTES);
    return new DelegatingSeekableInputStream(input) {
      @Override
      public long getPos() {
        return input.position();
      }

      @Override
      public void seek(long place) throws IOException {
        input.seek(place);
      }
    };
  }
}
