package org.bloomery.curate.read;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.bloomery.artifact.source.SourceCard.Format;
import org.jspecify.annotations.Nullable;

/// Lines of columns separated by tabs, without quoting and without a header line; the card names
/// the columns.
final class TsvReader implements SourceReader {
  @Override
  public void read(InputStream unpacked, Format format, Consumer<RawRecord> records)
      throws IOException {
    List<String> columns = Objects.requireNonNull(format.columns());
    int text = columns.indexOf(format.text());
    int url = format.url() == null ? -1 : columns.indexOf(format.url());
    new LineReader()
        .read(
            unpacked,
            format,
            line ->
                records.accept(
                    line instanceof RawRecord.Text row
                        ? pick(row, columns, text, url, format)
                        : line));
  }

  private static RawRecord pick(
      RawRecord.Text row, List<String> columns, int text, int url, Format format) {
    String[] cells = row.text().split("\t", -1);
    if (cells.length != columns.size()) {
      return new RawRecord.Bad(
          "wrong-column-count",
          "the line has " + cells.length + " columns, the card names " + columns.size(),
          row.offset(),
          row.length());
    }
    Map<String, String> fields = new HashMap<>();
    for (String name : format.fieldNames()) {
      fields.put(name, cells[columns.indexOf(name)]);
    }
    return new RawRecord.Text(
        cells[text], url < 0 ? null : cells[url], row.offset(), row.length(), fields);
  }

  static List<String> problems(Format format) {
    List<String> columns = format.columns();
    if (columns == null || columns.isEmpty()) {
      return List.of("format.columns is missing: name the columns of the TSV file in their order");
    }
    List<@Nullable String> all = new ArrayList<>(format.fieldNames());
    all.add(format.text());
    all.add(format.url());
    for (String used : all) {
      if (used != null && !columns.contains(used)) {
        return List.of("format names the column \"" + used + "\", but columns are " + columns);
      }
    }
    return List.of();
  }
}
