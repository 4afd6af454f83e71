package org.bloomery.spark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.filter2.predicate.Operators.BinaryColumn;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.bloomery.curate.crawl.Archives;
import org.bloomery.curate.crawl.ColumnarIndex;
import org.bloomery.curate.crawl.IndexEntry;
import org.jspecify.annotations.Nullable;

/// Reads Common Crawl's columnar index (commoncrawl/cc-index-table). Of a file only the columns
/// that a crawl needs are asked for, and of these only the pages that can hold a wanted key: files
/// are sorted by `url_surtkey`, and Parquet keeps the first and last key of each page.
final class ParquetIndex implements ColumnarIndex {
  private static final DateTimeFormatter FETCHED =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withZone(ZoneOffset.UTC);

  /// The day that Unix counts from, as a Julian day.
  private static final long EPOCH_JULIAN_DAY = 2_440_588;

  private static final class Rows extends ParquetReader.Builder<Group> {
    private Rows(InputFile file) {
      super(file, new PlainParquetConfiguration());
    }

    @Override
    protected IndexColumns getReadSupport() {
      return new IndexColumns();
    }
  }

  @Override
  public void read(
      Archives archives, String file, List<String> keyPrefixes, Consumer<Optional<IndexEntry>> rows)
      throws IOException {
    try (ParquetReader<Group> reader =
        new Rows(new ArchiveParquet(archives, file))
            .withFilter(FilterCompat.get(begins(keyPrefixes)))
            .build()) {
      for (Group row; (row = reader.read()) != null; ) {
        rows.accept(entry(row));
      }
    } catch (RuntimeException e) {
      // parquet-hadoop reports broken files by plain RuntimeExceptions
      throw new IOException(String.valueOf(e.getMessage()), e);
    }
  }

  private static FilterPredicate begins(List<String> prefixes) {
    BinaryColumn key = FilterApi.binaryColumn(IndexColumns.KEY);
    return prefixes.stream()
        .<FilterPredicate>map(prefix -> {
          Binary first = Binary.fromString(prefix);
          byte[] after = prefix.getBytes(StandardCharsets.UTF_8);
          after[after.length - 1]++; // no byte of UTF-8 is the last one
          return FilterApi.and(
              FilterApi.gtEq(key, first), FilterApi.lt(key, Binary.fromConstantByteArray(after)));
        })
        .reduce(FilterApi::or)
        .orElseThrow();
  }

  private static Optional<IndexEntry> entry(Group row) {
    String url = text(row, "url");
    String file = text(row, "warc_filename");
    String fetched = fetched(row);
    long offset = number(row, "warc_record_offset");
    long length = number(row, "warc_record_length");
    if (url == null || file == null || fetched == null || offset < 0 || length <= 0) {
      return Optional.empty();
    }
    int status = (int) Math.max(0, number(row, "fetch_status"));
    return Optional.of(
        new IndexEntry(
            url, fetched, file, offset, length, status, text(row, "content_mime_detected")));
  }

  private static boolean has(Group row, String column) {
    return row.getType().containsField(column) && row.getFieldRepetitionCount(column) > 0;
  }

  private static @Nullable String text(Group row, String column) {
    return has(row, column) ? row.getString(column, 0) : null;
  }

  private static long number(Group row, String column) {
    return has(row, column)
        ? Long.parseLong(row.getValueToString(row.getType().getFieldIndex(column), 0))
        : -1;
  }

  /// The time as 14 digits. Spark wrote it as INT96 (nanoseconds of a Julian day) in older crawls.
  private static @Nullable String fetched(Group row) {
    if (!has(row, IndexColumns.TIME)) {
      return null;
    }
    PrimitiveType type = row.getType().getType(IndexColumns.TIME).asPrimitiveType();
    if (type.getPrimitiveTypeName() == PrimitiveType.PrimitiveTypeName.INT96) {
      ByteBuffer bytes =
          row.getInt96(IndexColumns.TIME, 0).toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
      long nanos = bytes.getLong(bytes.position());
      long days = bytes.getInt(bytes.position() + Long.BYTES) - EPOCH_JULIAN_DAY;
      return FETCHED.format(Instant.EPOCH.plus(days, ChronoUnit.DAYS).plusNanos(nanos));
    }
    if (type.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation stamp) {
      ChronoUnit unit =
          switch (stamp.getUnit()) {
            case MILLIS -> ChronoUnit.MILLIS;
            case MICROS -> ChronoUnit.MICROS;
            case NANOS -> ChronoUnit.NANOS;
          };
      return FETCHED.format(Instant.EPOCH.plus(row.getLong(IndexColumns.TIME, 0), unit));
    }
    return row.getString(IndexColumns.TIME, 0).replaceAll("\\D", "");
  }
}
