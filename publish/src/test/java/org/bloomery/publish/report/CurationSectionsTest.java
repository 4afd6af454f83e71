package org.bloomery.publish.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.bloomery.artifact.stage.StageName;
import org.bloomery.publish.RunFixture;
import org.bloomery.publish.RunFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurationSectionsTest {
  private static final String OPERATORS =
      """
      [{"source": "one", "steps": [
        {"operator": "normalise", "version": "1",
         "languages": {"ar": {"documentsIn": 5, "bytesIn": 2000000, "documentsOut": 5,
           "bytesOut": 1000000, "changed": 1},
           "sv": {"documentsIn": 1, "bytesIn": 10, "documentsOut": 1, "bytesOut": 10, "changed": 0}},
         "changed": [{"id": "one:1", "language": "ar", "before": "ا <b>  ب", "after": "ا <i>  ب",
           "why": null}], "dropped": []},
        {"operator": "word-count", "version": "1",
         "languages": {"ar": {"documentsIn": 5, "bytesIn": 1000000, "documentsOut": 4,
           "bytesOut": 900000, "changed": 0}},
         "changed": [], "dropped": [{"id": "one:2", "language": "ar", "before": "قصير", "after": null,
           "why": "few-words: 1 < 5"}]}]},
       {"source": "two", "steps": [
        {"operator": "normalise", "version": "1",
         "languages": {"ar": {"documentsIn": 7, "bytesIn": 0, "documentsOut": 7, "bytesOut": 0,
           "changed": 2},
           "code": {"documentsIn": 1, "bytesIn": 9, "documentsOut": 1, "bytesOut": 9, "changed": 1}},
         "changed": [{"id": "two:1", "language": "code", "before": "\\ufeffa\\r\\n 😀b", "after": "a\\n 😀b",
           "why": null}], "dropped": []},
        {"operator": "redact-emails", "version": "1", "languages": {"ar": {"documentsIn": 7,
           "bytesIn": 9, "documentsOut": 7, "bytesOut": 9, "changed": 1}},
         "changed": [{"id": "two:2", "language": "ar", "before": "to PI:EMAIL now",
           "after": "to PI:EMAIL now", "why": null}], "dropped": []}]}]
      """;

  private static final String TABLE =
      """
      {"languages": {"ar": {"documents": 11}, "code": {"documents": 1}, "sv": {"documents": 0}}}
      """;

  private static final String CONTAMINATION =
      """
      {"ngram": 13, "overlap": 0.5, "tasks": {"quiz": {"items": 20, "itemsTooShort": 3,
        "itemsFound": 2, "documents": 4, "languages": {"ar": 1, "en": 3},
        "examples": [{"item": 7, "text": "Is <this> it?", "document": "one:9", "source": "one",
          "share": 0.75}]}}}
      """;

  private static final String LEDGER =
      """
      {"sources": [{"card": {"id": "one", "title": "First", "kind": "notes", "languages": ["ar"],
        "custodian": "A & B", "origin": "a wall", "availability": "OPEN",
        "personalDataRisk": "MEDIUM", "personalData": "names",
        "licence": {"id": "various", "url": "u", "allowed": ["TRAIN", "SHOW", "REDISTRIBUTE"]}},
        "files": 2, "storedBytes": 10, "digest": "abc",
        "read": {"documents": 12, "bytes": 3000000},
        "taken": [{"by": "word-count", "documents": 3, "bytes": 1000},
          {"by": "normalise", "documents": 0, "bytes": 0}],
        "training": {"documents": 8, "bytes": 2000000}, "repeated": {"documents": 0, "bytes": 0},
        "heldOut": {"documents": 1, "bytes": 500000},
        "licences": {"MIT": {"uses": ["train", "redistribute"],
            "training": {"documents": 6, "bytes": 1500000}, "heldOut": {"documents": 1, "bytes": 1}},
          "GPL-2+": {"uses": ["train"], "training": {"documents": 2, "bytes": 500000},
            "heldOut": {"documents": 0, "bytes": 0}}}}]}
      """;

  @TempDir private Path out;
  private RunFolder run = new RunFolder(Path.of(""));

  @BeforeEach
  void writeCorpus() throws IOException {
    RunFixture fixture = new RunFixture(out);
    fixture.text(StageName.CORPUS, "operators.json", OPERATORS);
    fixture.text(StageName.CORPUS, "table.json", TABLE);
    fixture.text(StageName.CORPUS, "contamination.json", CONTAMINATION);
    fixture.text(StageName.CORPUS, "ledger.json", LEDGER);
    run = new RunFolder(out);
  }

  /// Without line feeds between elements, and with usual spaces in numbers.
  private static String flat(String html) {
    return html.replaceAll("\\s*\\n\\s*", "").replace('\u202f', ' ');
  }

  @Test
  void operatorsAreSummedOverSourcesLanguageByLanguage() {
    String html = flat(OperatorSection.of(run));
    assertTrue(
        html.contains(
            "<th scope=\"row\">normalise</th><td>12</td><td>12</td><td>0</td><td>3</td>"
                + "<td>2.0 MB</td><td>1.0 MB</td>"),
        html);
    assertTrue(html.contains("<td>5</td><td>4</td><td>1</td><td>0</td>"), html);
    assertTrue(
        html.contains("other languages: 1 document in, 0 dropped, 0 changes"),
        "of Swedish nothing stays");
    assertTrue(
        html.indexOf(">ar: 12 documents")
            < html.indexOf(">code: 1 document in, 0 dropped, 1 change<"));
  }

  @Test
  void examplesAreEscapedAndKeepTheirDirectionAndShowChangesWithoutColour() {
    String html = OperatorSection.of(run);
    assertTrue(
        html.contains("<blockquote lang=\"ar\" dir=\"rtl\">ا &lt;<del>b</del><ins>i</ins>&gt;  ب"),
        html);
    assertTrue(html.contains("word-count dropped one:2, few-words: 1 &lt; 5"), html);
    assertTrue(
        html.contains(
            "<blockquote dir=\"ltr\" translate=\"no\"><del>·</del>a<del>·↵·</del><ins>↵·</ins>😀b"));
  }

  @Test
  void whatWasRedactedIsNoDifference() {
    String html = OperatorSection.of(run);
    assertTrue(html.contains(">to PI:EMAIL now</blockquote>"), html);
  }

  @Test
  void itemsOfTasksAreCountedAndShown() {
    String html = flat(ContaminationSection.of(run));
    assertTrue(
        html.contains(
            "<th scope=\"row\">quiz</th><td>20</td><td>3</td><td>2</td><td>4</td>"
                + "<td>ar 1, en 3</td>"),
        html);
    assertTrue(html.contains("item 7, 75.0 % of it in one:9"), html);
    assertTrue(html.contains("Is &lt;this&gt; it?"));
  }

  @Test
  void everySourceHasItsAccount() {
    String html = flat(SourceSection.of(run));
    assertTrue(
        html.contains(
            "<th scope=\"row\">one</th><td>12</td><td>8</td><td>1</td><td>3.0 MB</td>"
                + "<td>2.0 MB</td><td>1.5 MB</td><td>medium</td>"),
        html);
    assertTrue(html.contains("<dt>custodian</dt><dd>A &amp; B</dd>"), html);
    assertTrue(html.contains("<dd>train, show, redistribute</dd>"), html);
    assertTrue(html.contains("<th scope=\"row\">word-count</th><td>3</td><td>1 000</td>"));
    assertFalse(html.contains("<th scope=\"row\">normalise"), "what took nothing is left out");
  }

  @Test
  void aRunWithoutCorpusHasNoneOfThem(@TempDir Path empty) {
    RunFolder none = new RunFolder(empty);
    assertEquals("", OperatorSection.of(none));
    assertEquals("", SourceSection.of(none));
    assertEquals("", ContaminationSection.of(none));
  }
}
