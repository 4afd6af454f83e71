package org.bloomery.spark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.JulianFields;
import java.util.List;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.apache.parquet.schema.Types.MessageTypeBuilder;
import org.bloomery.curate.crawl.IndexEntry;

/// Writes files as Spark writes Common Crawl's columnar index: flat, sorted by key, packed by gzip,
/// here with small pages.
final class TestIndex {
  /// The ways in which `fetch_time` was written over the years.
  enum Time {
    INT96,
    MILLIS,
    MICROS,
    TEXT
  }

  private TestIndex() {}

  static void write(Path file, List<IndexEntry> entries, Time time) throws IOException {
    write(file, entries, time, -1);
  }

  /// @param without the number of a row that has no file name, or -1
  static void write(Path file, List<IndexEntry> entries, Time time, int without)
      throws IOException {
    MessageTypeBuilder columns = Types.buildMessage();
    text(columns, "url_surtkey", "url", "url_host_name", "content_digest");
    text(columns, "content_mime_detected", "warc_filename");
    switch (time) {
      case INT96 -> columns.optional(PrimitiveTypeName.INT96).named("fetch_time");
      case MILLIS -> stamp(columns, TimeUnit.MILLIS);
      case MICROS -> stamp(columns, TimeUnit.MICROS);
      case TEXT -> text(columns, "fetch_time");
    }
    MessageType schema =
        columns
            .optional(PrimitiveTypeName.INT32)
            .as(LogicalTypeAnnotation.intType(16, true))
            .named("fetch_status")
            .optional(PrimitiveTypeName.INT64)
            .named("warc_record_offset")
            .optional(PrimitiveTypeName.INT32)
            .named("warc_record_length")
            .named("spark_schema");
    SimpleGroupFactory rows = new SimpleGroupFactory(schema);
    try (ParquetWriter<Group> writer = writer(file, schema)) {
      for (int i = 0; i < entries.size(); i++) {
        IndexEntry entry = entries.get(i);
        String host = entry.url().replaceFirst("https?://([^/]*).*", "$1");
        String path = entry.url().replaceFirst("https?://[^/]*", "");
        String[] labels = host.split("\\.", 2);
        Group row =
            rows.newGroup()
                .append("url_surtkey", labels[1] + "," + labels[0] + ")" + path)
                .append("url", entry.url())
                .append("url_host_name", host)
                .append("content_digest", Integer.toHexString(entry.url().hashCode()))
                .append("content_mime_detected", String.valueOf(entry.mime()))
                .append("fetch_status", entry.status())
                .append("warc_record_offset", entry.offset())
                .append("warc_record_length", (int) entry.length());
        if (i != without) {
          row.append("warc_filename", entry.file());
        }
        writer.write(timed(row, entry.fetched(), time));
      }
    }
  }

  /// A time without a unit, as no crawl has it.
  static void writeUnitless(Path file) throws IOException {
    MessageTypeBuilder columns = Types.buildMessage();
    text(columns, "url_surtkey", "url", "content_mime_detected", "warc_filename");
    for (String name :
        List.of("fetch_time", "fetch_status", "warc_record_offset", "warc_record_length")) {
      columns.optional(PrimitiveTypeName.INT64).named(name);
    }
    MessageType schema = columns.named("spark_schema");
    try (ParquetWriter<Group> writer = writer(file, schema)) {
      writer.write(new SimpleGroupFactory(schema).newGroup().append("url_surtkey", "example,a)"));
    }
  }

  /// A table of something else.
  static void writeTexts(Path file) throws IOException {
    MessageTypeBuilder columns = Types.buildMessage();
    text(columns, "text");
    MessageType schema = columns.named("spark_schema");
    try (ParquetWriter<Group> writer = writer(file, schema)) {
      writer.write(new SimpleGroupFactory(schema).newGroup().append("text", "a"));
    }
  }

  private static ParquetWriter<Group> writer(Path file, MessageType schema) throws IOException {
    return ExampleParquetWriter.builder(new LocalOutputFile(file))
        .withConf(new PlainParquetConfiguration())
        .withType(schema)
        .withCompressionCodec(CompressionCodecName.GZIP)
        .withRowGroupSize(1L << 20)
        .withPageSize(1 << 12)
        .build();
  }

  private static void text(MessageTypeBuilder columns, String... names) {
    for (String name : names) {
      columns.optional(PrimitiveTypeName.BINARY).as(LogicalTypeAnnotation.stringType()).named(name);
    }
  }

  private static void stamp(MessageTypeBuilder columns, TimeUnit unit) {
    columns
        .optional(PrimitiveTypeName.INT64)
        .as(LogicalTypeAnnotation.timestampType(true, unit))
        .named("fetch_time");
  }

  private static Group timed(Group row, String fetched, Time time) {
    LocalDateTime at = LocalDateTime.parse(fetched, DateTimeFormatter.ofPattern("uuuuMMddHHmmss"));
    long millis = at.toInstant(ZoneOffset.UTC).toEpochMilli();
    return switch (time) {
      case MILLIS -> row.append("fetch_time", millis);
      case MICROS -> row.append("fetch_time", millis * 1000);
      case TEXT -> row.append("fetch_time", at.toString());
      case INT96 ->
          row.append(
              "fetch_time",
              Binary.fromConstantByteArray(
                  ByteBuffer.allocate(12)
                      .order(ByteOrder.LITTLE_ENDIAN)
                      .putLong(at.truncatedTo(ChronoUnit.DAYS).until(at, ChronoUnit.NANOS))
                      .putInt((int) at.getLong(JulianFields.JULIAN_DAY))
                      .array()));
    };
  }
}
