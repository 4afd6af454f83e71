package org.bloomery.curate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.source.SourceCard;
import org.bloomery.curate.SourceLedger.Counts;
import org.bloomery.curate.SourceLedger.Step;
import org.bloomery.curate.read.RawRecord;
import org.jspecify.annotations.Nullable;
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

  private static Curation stating(String licences) {
    SourceCard card = TestSettings.card("jsonl", "en", "zh-hant");
    return new Curation(
        TestSettings.settings(
            "curate.languages=[\"en\", \"zh-hant\"]",
            "curate.operators.chain=[\"identify-language\", \"newlines-to-spaces\"]",
            licences),
        new SourceCard(
            card.id(),
            card.title(),
            card.kind(),
            card.languages(),
            null,
            card.custodian(),
            card.licence(),
            card.origin(),
            card.availability(),
            card.personalDataRisk(),
            card.personalData(),
            card.why(),
            card.location(),
            null,
            null,
            new SourceCard.Format("jsonl", null, "text", null, null, "lang", "terms", null, null)));
  }

  private static Curation.Outcome curate(Curation curation, String language, String licence) {
    Map<String, String> fields = Map.of("lang", language, "terms", licence);
    return curation.curate("f", new RawRecord.Text("two\nlines", null, 0, 1, fields));
  }

  @Test
  void documentsHaveTheirOwnLanguageAndLicenceWhereTheSourceStatesThem() {
    Curation curation = stating("curate.operators.samples=3");
    Document own =
        assertInstanceOf(Curation.Outcome.Kept.class, curate(curation, "zh-Hant", " MIT "))
            .document();
    assertEquals("zh-hant", own.language());
    assertEquals("MIT", own.licence());
    Document card =
        assertInstanceOf(Curation.Outcome.Kept.class, curate(curation, "en", "")).document();
    assertEquals("CC0-1.0", card.licence());
    assertEquals("language-not-stated", reason(curate(curation, "fr", "MIT")));
  }

  private static String reason(Curation.Outcome outcome) {
    return assertInstanceOf(Curation.Outcome.Rejected.class, outcome).rejection().reason();
  }

  @Test
  void thePolicyKeepsWhatMayBeTrainedOnAndShowsNothingElse() {
    Curation curation =
        stating("curate.licences={\"MIT\"=[\"train\"], \"CC BY 4.0\"=[\"train\", \"show\"]}");
    assertInstanceOf(Curation.Outcome.Kept.class, curate(curation, "en", "MIT"));
    assertInstanceOf(Curation.Outcome.Kept.class, curate(curation, "en", "GPL-2.0-only OR MIT"));
    assertEquals("training-not-allowed", reason(curate(curation, "en", "CC BY-NC")));
    assertEquals("training-not-allowed", reason(curate(curation, "en", "GPL-2.0-only AND MIT")));
    Step use = curation.ledger().steps().getFirst();
    assertEquals("allowed-use", use.operator(), "in every chain, named or not");
    assertEquals(List.of(), use.dropped());
    Step joined = curation.ledger().steps().get(2);
    assertEquals(2, Objects.requireNonNull(joined.languages().get("en")).changed());
    assertEquals(List.of(), joined.changed(), "no sample of what may not be shown");
    curate(curation, "en", "CC BY 4.0");
    assertEquals(1, curation.ledger().steps().get(2).changed().size());
  }

  @Test
  void samplesHoldNoPrivateDataWhateverTheOperatorThatTheyShow() {
    Curation curation =
        new Curation(
            TestSettings.settings(
                "curate.operators.chain=[\"newlines-to-spaces\", \"wiki-user-pages\","
                    + " \"redact-emails\"]"),
            TestSettings.card("jsonl", "en"));
    // The address lies across the end of the piece that is shown, 160 characters long.
    String text = "Write\n" + "on ".repeat(34) + "to ann.lee@example.org or 8.8.8.8 today.";
    for (String title : List.of("Page", "User ann.lee@example.org")) {
      curation.curate("f", new RawRecord.Text(text, null, 0, 1, Map.of("title", title)));
    }
    SourceLedger ledger = curation.ledger();
    assertFalse(ledger.toString().contains("ann.l"), ledger.toString());
    assertFalse(ledger.toString().contains("8.8.8.8"), ledger.toString());
    SourceLedger.Sample redacted = ledger.steps().getLast().changed().getFirst();
    assertEquals("on to PI:EMAIL or PI:IP_ADDRESS today.", end(redacted.before(), 38));
    assertEquals("on to PI:EMAIL or PI:IP_ADDRESS today.", end(redacted.after(), 38));
    assertEquals("wiki-user-page: User PI:EMAIL", ledger.steps().get(1).dropped().getFirst().why());
  }

  private static String end(@Nullable String text, int characters) {
    String whole = Objects.requireNonNull(text);
    return whole.substring(whole.length() - characters);
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
