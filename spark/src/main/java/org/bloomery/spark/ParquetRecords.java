package org.bloomery.spark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.source.FileLocation;
import org.bloomery.artifact.source.SourceCard;
import org.bloomery.artifact.source.SourceLocation;
import org.bloomery.curate.read.RawRecord;
import org.jspecify.annotations.Nullable;

/// Reads a column of a Parquet file. Rows have no place in bytes: the offset of a document is the
/// number of its row, its length the bytes of its text.
final class ParquetRecords {
  static final String NAME = "parquet";

  private ParquetRecords() {}

  private static final class Rows extends ParquetReader.Builder<Group> {
    private Rows(InputFile file, ParquetConfiguration configuration) {
      super(file, configuration);
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new GroupReadSupport();
    }
  }

  static void read(
      SourceCard card, SourceLocation location, String file, Consumer<RawRecord> records) {
    if (!(location instanceof FileLocation files)) {
      throw new InputException(
          location + ": Parquet is read from file: locations only; unpack the file first");
    }
    Path path = files.path(file);
    String text = Objects.requireNonNull(card.format().text());
    try (ParquetReader<Group> rows =
        new Rows(new LocalInputFile(path), new PlainParquetConfiguration()).build()) {
      long number = 0;
      for (Group row; (row = rows.read()) != null; number++) {
        records.accept(record(row, text, card.format().url(), number));
      }
    } catch (IOException | RuntimeException e) {
      // parquet-hadoop reports broken files by plain RuntimeExceptions
      throw new InputException(
          path + " cannot be read as Parquet (" + e.getMessage() + "); fetch the file again", e);
    }
  }

  private static RawRecord record(Group row, String column, @Nullable String url, long number) {
    String text = string(row, column);
    if (text == null) {
      return new RawRecord.Bad(
          "no-text-field", "no string in the column \"" + column + "\"", number, 0);
    }
    long bytes = text.getBytes(StandardCharsets.UTF_8).length;
    return new RawRecord.Text(text, url == null ? null : string(row, url), number, bytes);
  }

  private static @Nullable String string(Group row, String column) {
    return row.getType().containsField(column) && row.getFieldRepetitionCount(column) > 0
        ? row.getString(column, 0)
        : null;
  }
}
