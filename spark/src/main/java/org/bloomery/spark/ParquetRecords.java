package org.bloomery.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.source.FileLocation;
import org.bloomery.artifact.source.SourceCard;
import org.bloomery.artifact.source.SourceCard.Format;
import org.bloomery.artifact.source.SourceLocation;
import org.bloomery.curate.read.RawRecord;
import org.bloomery.curate.read.StrictUtf8;
import org.jspecify.annotations.Nullable;

/// Reads the columns of a Parquet file that a card names. Rows have no place in bytes: the offset
/// of a document is the number of its row, its length the bytes of its text.
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

  /// Hands over every row in its order. What the consumer throws goes through.
  ///
  /// @throws InputException when the file is no whole Parquet file
  static void read(
      SourceCard card, SourceLocation location, String file, Consumer<RawRecord> records) {
    Path path = path(location, file);
    try (ParquetReader<Group> rows = open(path)) {
      long number = 0;
      for (Group row; (row = next(rows, path)) != null; number++) {
        records.accept(record(row, card.format(), number));
      }
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /// How many rows a file has, by its own account.
  static long count(SourceLocation location, String file) {
    Path path = path(location, file);
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(path))) {
      return reader.getRecordCount();
    } catch (IOException | RuntimeException e) {
      throw unreadable(path, e);
    }
  }

  private static Path path(SourceLocation location, String file) {
    if (location instanceof FileLocation files) {
      return files.path(file);
    }
    throw new InputException(
        location + ": Parquet is read from file: locations only; unpack the file first");
  }

  private static ParquetReader<Group> open(Path path) {
    try {
      return new Rows(new LocalInputFile(path), new PlainParquetConfiguration()).build();
    } catch (IOException | RuntimeException e) {
      throw unreadable(path, e);
    }
  }

  private static @Nullable Group next(ParquetReader<Group> rows, Path path) {
    try {
      return rows.read();
    } catch (IOException | RuntimeException e) {
      // parquet-hadoop reports broken files by plain RuntimeExceptions
      throw unreadable(path, e);
    }
  }

  private static InputException unreadable(Path path, Exception cause) {
    return new InputException(
        path + " cannot be read as Parquet (" + cause.getMessage() + "); fetch the file again",
        cause);
  }

  private static RawRecord record(Group row, Format format, long number) {
    String column = Objects.requireNonNull(format.text());
    if (!isBytes(row, column)) {
      return new RawRecord.Bad(
          "no-text-field", "no string in the column \"" + column + "\"", number, 0);
    }
    byte[] bytes = row.getBinary(column, 0).getBytesUnsafe();
    String text = StrictUtf8.decode(bytes);
    if (text == null) {
      return StrictUtf8.bad(number, bytes.length);
    }
    Map<String, String> fields = new HashMap<>();
    for (String name : format.fieldNames()) {
      if (isValue(row, name)) {
        fields.put(name, row.getValueToString(row.getType().getFieldIndex(name), 0));
      }
    }
    String url = format.url();
    return new RawRecord.Text(
        text,
        url != null && isBytes(row, url) ? row.getString(url, 0) : null,
        number,
        bytes.length,
        fields);
  }

  /// Whether a row has a single value in a column.
  private static boolean isValue(Group row, String column) {
    return row.getType().containsField(column)
        && row.getType().getType(column).isPrimitive()
        && row.getFieldRepetitionCount(column) == 1;
  }

  private static boolean isBytes(Group row, String column) {
    return isValue(row, column)
        && row.getType().getType(column).asPrimitiveType().getPrimitiveTypeName()
            == PrimitiveTypeName.BINARY;
  }
}
