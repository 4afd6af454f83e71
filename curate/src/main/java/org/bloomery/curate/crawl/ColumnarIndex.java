package org.bloomery.curate.crawl;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The columnar form of Common Crawl's index, Parquet files. The room that has a library for
/// Parquet reads them; the crawl only knows this.
public interface ColumnarIndex {

  /// Hands over the rows of a file whose key (`url_surtkey`) begins with one of the prefixes, each
  /// once and in the order of the file.
  ///
  /// @param archives where the file lies; only the parts that can hold such rows are asked for
  /// @param rows takes a row, or nothing for a row that names no record
  /// @throws IOException when the file cannot be read to its end, or is no such index
  void read(
      Archives archives, String file, List<String> keyPrefixes, Consumer<Optional<IndexEntry>> rows)
      throws IOException;
}
