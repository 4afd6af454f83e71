package org.bloomery.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Corpus;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.RunFile;
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

  private static final MessageType WIDE =
      Types.buildMessage()
          .optional(PrimitiveTypeName.BINARY)
          .named("text")
          .optional(PrimitiveTypeName.BINARY)
          .as(LogicalTypeAnnotation.stringType())
          .named("terms")
          .optional(PrimitiveTypeName.BINARY)
          .as(LogicalTypeAnnotation.stringType())
          .named("lang")
          .optional(PrimitiveTypeName.INT64)
          .named("page")
          .named("row");

  private TestCollection wide(List<Group> rows, String more) throws IOException {
    TestCollection collection = new TestCollection(folder);
    Path card = collection.card("wide", ParquetRecords.NAME, "wide.parquet");
    Files.writeString(card, Files.readString(card) + more);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(folder.resolve("wide.parquet")))
            .withConf(new PlainParquetConfiguration())
            .withType(WIDE)
            .build()) {
      for (Group row : rows) {
        writer.write(row);
      }
    }
    collection.catalogue();
    return collection;
  }

  private LocatedCard card(String id) {
    return LocatedCard.readAll(List.of(folder.resolve(id + ".toml")), null).getFirst();
  }

  @Test
  void readsTheColumnsThatTheCardNamesAndSetsInvalidBytesAside() throws IOException {
    SimpleGroupFactory rows = new SimpleGroupFactory(WIDE);
    wide(
        List.of(
            rows.newGroup()
                .append("text", "one")
                .append("terms", "CC0-1.0")
                .append("lang", "en")
                .append("page", 7L),
            rows.newGroup().append("text", "deux").append("lang", "fr"),
            rows.newGroup()
                .append("text", Binary.fromConstantByteArray(new byte[] {'a', (byte) 0xFF}))),
        "fields = [\"page\"]\nlanguage = \"lang\"\nlicence = \"terms\"\n");
    LocatedCard card = card("wide");
    List<RawRecord> records = new ArrayList<>();
    ParquetRecords.read(card.card(), card.location(), "wide.parquet", records::add);
    assertEquals(
        List.of(
            new RawRecord.Text(
                "one", null, 0, 3, Map.of("page", "7", "lang", "en", "terms", "CC0-1.0")),
            new RawRecord.Text("deux", null, 1, 4, Map.of("lang", "fr")),
            new RawRecord.Bad("invalid-utf-8", "the bytes are not valid UTF-8", 2, 2)),
        records);
  }

  @Test
  void licencesOfRowsAreHeldToThePolicy() throws IOException {
    SimpleGroupFactory rows = new SimpleGroupFactory(WIDE);
    List<Group> groups = new ArrayList<>();
    for (String language : List.of("en", "fr")) {
      for (String line : TestCollection.lines(language).subList(0, 30)) {
        String terms = groups.size() % 3 == 0 ? "CC-BY-NC-4.0" : "CC0-1.0";
        groups.add(
            rows.newGroup().append("text", line).append("lang", language).append("terms", terms));
      }
    }
    TestCollection collection = wide(groups, "language = \"lang\"\nlicence = \"terms\"\n");
    collection.curate(
        "corpus", "curate.minimumDocuments=1", "curate.licences={\"CC0-1.0\"=[\"train\"]}");
    Tally total = Json.read(new Corpus(collection.target("corpus")).table(), Tally.class);
    long refused =
        total.languages().values().stream()
            .mapToLong(row -> row.dropped().getOrDefault("training-not-allowed", 0L))
            .sum();
    assertEquals(20, refused);
    assertTrue(total.row("en").documents() > 0 && total.row("fr").documents() > 0);
  }

  @Test
  void aForecastLooksIntoTheBeginningOfALargeFile() throws IOException {
    SimpleGroupFactory rows = new SimpleGroupFactory(WIDE);
    List<Group> groups = new ArrayList<>();
    List<String> lines = TestCollection.lines("en");
    for (int i = 0; i < 12_000; i++) {
      groups.add(
          rows.newGroup()
              .append("text", lines.get(i % lines.size()) + " Number " + i + ".")
              .append("lang", "en"));
    }
    TestCollection collection = wide(groups, "language = \"lang\"\n");
    Run run = RunFile.load(TestCollection.ROOT.resolve("runs/tiny.toml"), collection.sets()).run();
    Console quiet = new Console(new PrintStream(PrintStream.nullOutputStream()), false, "curate");
    Forecast forecast = ForecastTool.forecast(run, folder.resolve("out/catalogue"), quiet);
    assertTrue(forecast.sampled() < 11_000, forecast.sampled() + " rows were looked into");
    Forecast.Amount english = Objects.requireNonNull(forecast.languages().get("en"));
    assertEquals(12_000, english.documents(), 600);
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
