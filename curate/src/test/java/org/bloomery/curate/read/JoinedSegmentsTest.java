package org.bloomery.curate.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bloomery.artifact.source.SourceCard.Format;
import org.bloomery.curate.Curation;
import org.bloomery.curate.TestSettings;
import org.junit.jupiter.api.Test;

class JoinedSegmentsTest {
  private static final Format FORMAT =
      new Format("jsonl", null, "text", null, null, null, null, null, "id");

  private static List<RawRecord> read(String... rows) {
    List<RawRecord> records = new ArrayList<>();
    byte[] file = String.join("\n", rows).getBytes(StandardCharsets.UTF_8);
    Curation.read(
        TestSettings.card(FORMAT, "en"),
        "file.jsonl",
        new ByteArrayInputStream(file),
        records::add);
    return records;
  }

  private static String row(String id, String text) {
    return "{\"id\":\"" + id + "\",\"text\":\"" + text + "\"}";
  }

  private static List<String> seen(List<RawRecord> records) {
    return records.stream()
        .map(record ->
            switch (record) {
              case RawRecord.Text text -> text.text();
              case RawRecord.Bad bad -> bad.reason();
            })
        .toList();
  }

  @Test
  void segmentsAreJoinedByTheirNumbers() {
    List<RawRecord> records =
        read(
            row("news_id_10", "tenth"),
            row("news_id_9", "ninth"),
            row("talk_id_0", "alone"),
            row("news2_id_1", "b"),
            row("news2_id_0", "a"));
    assertEquals(List.of("ninth\ntenth", "alone", "a\nb"), seen(records));
    long first = row("news_id_10", "tenth").length();
    long second = row("news_id_9", "ninth").length();
    assertEquals(0, ((RawRecord.Text) records.getFirst()).offset());
    assertEquals(first + 1 + second, ((RawRecord.Text) records.getFirst()).length());
  }

  @Test
  void whatIsNoSegmentIsSetAside() {
    List<RawRecord> records =
        read(
            row("a_id_0", "one"),
            "no json",
            row("a_id_1", "two"),
            row("b_id_0", "three"),
            row("a_id_2", "late"),
            row("b_id_x", "unnumbered"),
            "{\"text\":\"no id\"}");
    assertEquals(
        List.of(
            "broken-json",
            "one\ntwo",
            "three",
            "segment-apart",
            "no-segment-number",
            "no-segment-number"),
        seen(records));
  }

  @Test
  void onlyRowsAreJoined() {
    Format lines = new Format("lines", null, null, null, null, null, null, null, "id");
    assertEquals(1, Readers.problems(lines, List.of()).size());
    assertEquals(0, Readers.problems(FORMAT, List.of()).size());
  }
}
