package org.bloomery.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.source.LocatedCard;
import org.bloomery.curate.read.RawRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetRecordsTest {
  @TempDir private Path folder;

  private static final MessageType SCHEMA =
      Types.buildMessage()
          .optional(PrimitiveTypeName.BINARY)
          .as(LogicalTypeAnnotation.stringType())
          .named("text")
          .named("row");

  private LocatedCard written() throws IOException {
    TestCollection collection = new TestCollection(folder);
    Path card = collection.card("table", ParquetRecords.NAME, "table.parquet");
    SimpleGroupFactory rows = new SimpleGroupFactory(SCHEMA);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(folder.resolve("table.parquet")))
            .withConf(new PlainParquetConfiguration())
            .withType(SCHEMA)
            .build()) {
      writer.write(rows.newGroup().append("text", "erste Zeile"));
      writer.write(rows.newGroup());
      writer.write(rows.newGroup().append("text", "दूसरी पंक्ति"));
    }
    return LocatedCard.readAll(List.of(card), null).getFirst();
  }

  @Test
  void readsNamedColumnAndSetsRowsWithoutTextAside() throws IOException {
    LocatedCard card = written();
    List<RawRecord> records = new ArrayList<>();
    ParquetRecords.read(card.card(), card.location(), "table.parquet", records::add);
    assertEquals(
        List.of(
            new RawRecord.Text("erste Zeile", null, 0, 11),
            new RawRecord.Bad("no-text-field", "no string in the column \"text\"", 1, 0),
            new RawRecord.Text("दूसरी पंक्ति", null, 2, 34)),
        records);
  }

  @Test
  void refusesTruncatedFile() throws IOException {
    LocatedCard card = written();
    Path file = folder.resolve("table.parquet");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 20));
    assertThrows(
        InputException.class,
        () -> ParquetRecords.read(card.card(), card.location(), "table.parquet", _ -> {}));
  }
}
