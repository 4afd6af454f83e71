package org.bloomery.curate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.curate.SourceLedger.Counts;
import org.bloomery.curate.SourceLedger.Step;
import org.bloomery.curate.read.RawRecord;
import org.junit.jupiter.api.Test;

class CurationTest {
  private static final CurateSettings SETTINGS =
      TestSettings.settings(
          "curate.operators.chain=[\"not-empty\", \"remove-html-spans\", \"wiki-user-pages\"]");

  private static SourceLedger ledger(List<RawRecord> records) {
    Curation curation = new Curation(SETTINGS, TestSettings.card("jsonl", "en"));
    records.forEach(record -> curation.curate("file", record));
    return curation.ledger();
  }

  private static List<RawRecord> records() {
    List<RawRecord> records = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String text = i % 4 == 0 ? " " : i % 4 == 1 ? "ä line\n<div>" + i + "</div>" : "word " + i;
      String title = i % 8 == 7 ? "User " + i : "Page";
      records.add(new RawRecord.Text(text, null, i, 1, Map.of("title", title)));
    }
    return records;
  }

  @Test
  void countsDocumentsAndBytesBeforeAndBehindEveryOperator() {
    List<Step> steps = ledger(records()).steps();
    assertEquals("not-empty", steps.getFirst().operator());
    Counts empty = Objects.requireNonNull(steps.get(0).languages().get("en"));
    assertEquals(40, empty.documentsIn());
    assertEquals(30, empty.documentsOut());
    assertEquals(empty.bytesIn() - 10, empty.bytesOut());
    Counts spans = Objects.requireNonNull(steps.get(1).languages().get("en"));
    assertEquals(10, spans.changed());
    assertEquals(empty.bytesOut(), spans.bytesIn());
    Counts users = Objects.requireNonNull(steps.get(2).languages().get("en"));
    assertEquals(30, users.documentsIn());
    assertEquals(25, users.documentsOut());
    assertEquals(3, steps.get(1).changed().size(), "as many samples as the run asks for");
    assertEquals("ä line", steps.get(1).changed().getFirst().after());
    assertEquals(
        "empty: there is nothing but white space", steps.get(0).dropped().getFirst().why());
  }

  @Test
  void ledgerDoesNotDependOnHowDocumentsAreSpreadAndOrdered() {
    List<RawRecord> records = records();
    SourceLedger whole = ledger(records);
    Collections.reverse(records);
    SourceLedger parts = ledger(records.subList(0, 13)).plus(ledger(records.subList(13, 40)), 3);
    assertEquals(whole, parts);
  }

  @Test
  void dropsByFieldsOfTheSource() {
    Curation curation = new Curation(SETTINGS, TestSettings.card("jsonl", "en"));
    Curation.Outcome outcome =
        curation.curate("f", new RawRecord.Text("text", null, 0, 1, Map.of("title", "User X")));
    assertEquals(
        "wiki-user-page",
        assertInstanceOf(Curation.Outcome.Rejected.class, outcome).rejection().reason());
  }
}
