package org.bloomery.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bloomery.artifact.Corpus;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.RunFileException;
import org.bloomery.curate.Rejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What differs from source to source in the steps over all documents: rules, sources that stay
/// intact, and operators behind the steps.
class SourceRulesTest {
  @TempDir private Path folder;

  /// Twelve pages of `number` words each, below them a line that all of them have.
  private static List<String> pages(String id, int number) throws IOException {
    List<String> pages = new ArrayList<>();
    List<String> lines = TestCollection.lines("en");
    for (int i = 0; i < 12; i++) {
      String[] words = lines.get(i).split(" ", -1);
      words[0] = id + i + "of" + number;
      pages.add(
          Json.line(
              Map.of(
                  "text",
                  String.join(" ", List.of(words).subList(0, number))
                      + "\n"
                      + DuplicateCollection.TEMPLATE)));
    }
    return pages;
  }

  private TestCollection pagesAndPrograms() throws IOException {
    TestCollection collection = new TestCollection(folder);
    for (String id : List.of("pages", "programs")) {
      List<String> lines = new ArrayList<>(pages(id, 9));
      lines.addAll(pages(id, 3));
      Files.write(folder.resolve(id + ".jsonl"), lines);
      Path card = collection.card(id, "jsonl", id + ".jsonl");
      Files.writeString(card, Files.readString(card).replace("[\"en\", \"fr\"]", "[\"en\"]"));
    }
    collection.catalogue();
    return collection;
  }

  private static List<Document> keptOf(TestCollection collection, String source) {
    return CorpusStepsTest.kept(collection, "corpus").stream()
        .filter(d -> d.source().equals(source))
        .toList();
  }

  private static final String[] PAGES = {
    "curate.languages=[\"en\"]",
    "curate.minimumDocuments=1",
    "curate.defaults.minimumSpacedWords=8",
    "curate.operators.chain=[\"identify-language\", \"small-documents\"]",
    "curate.operators.sources={pages=[\"identify-language\", \"duplicates\", \"small-documents\"]}",
    "curate.duplicates={intact=[\"programs\"], lines={minimumCharacters=15, minimumOccurrences=10,"
        + " remain=\"none\", within=\"source\"}}",
  };

  @Test
  void whatIsLeftOfAPageIsHeldToTheOperatorsBehindDuplicates() throws IOException {
    TestCollection collection = pagesAndPrograms();
    collection.curate("corpus", PAGES);
    List<Document> pages = keptOf(collection, "pages");
    assertEquals(12, pages.size());
    for (Document page : pages) {
      assertFalse(page.text().contains(DuplicateCollection.TEMPLATE));
      assertEquals(
          List.of("identify-language", "duplicate", "duplicate-lines", "small-documents"),
          page.operators().stream().map(Document.OperatorTrace::name).toList());
    }
    List<Rejection> small = CorpusStepsTest.rejected(collection, "corpus", "small-document");
    assertEquals(12, small.size());
    small.forEach(each -> assertEquals("pages", each.source()));
    JsonNode account =
        CorpusStepsTest.together(collection, "corpus", "small-documents").path("languages");
    assertEquals(24, account.path("en").path("documentsIn").asLong());
    assertEquals(12, account.path("en").path("documentsOut").asLong());
  }

  @Test
  void nothingIsCutOutOfSourcesThatStayIntact() throws IOException {
    TestCollection collection = pagesAndPrograms();
    collection.curate("corpus", PAGES);
    List<Document> programs = keptOf(collection, "programs");
    assertEquals(24, programs.size());
    programs.forEach(d -> assertTrue(d.text().endsWith(DuplicateCollection.TEMPLATE), d.text()));
    JsonNode ledger = Json.read(new Corpus(collection.target("corpus")).ledger(), JsonNode.class);
    JsonNode second = ledger.path("sources").path(1);
    assertEquals(
        second.path("read").path("bytes").asLong(),
        second.path("training").path("bytes").asLong()
            + second.path("heldOut").path("bytes").asLong());
  }

  @Test
  void aSourceCanHaveARuleOfItsOwn() throws IOException {
    TestCollection collection = pagesAndPrograms();
    String lines =
        "curate.duplicates={lines={minimumCharacters=15, minimumOccurrences=25, remain=\"none\","
            + " within=\"%s\", sources={%s={minimumCharacters=15, minimumOccurrences=24,"
            + " remain=\"first\"}}}}";
    List<String> settings = new ArrayList<>(List.of(PAGES).subList(0, 5));
    settings.add(lines.formatted("source", "programs"));
    collection.curate("corpus", settings.toArray(String[]::new));
    for (String source : List.of("pages", "programs")) {
      long with =
          keptOf(collection, source).stream()
              .filter(d -> d.text().contains(DuplicateCollection.TEMPLATE))
              .count();
      assertEquals(source.equals("pages") ? 24 : 1, with, source);
    }
    for (String[] wrong :
        List.of(
            new String[] {"corpus", "programs", "only where copies are counted within"},
            new String[] {
              "source", "nowhere", "curate.duplicates.lines.sources names \"nowhere\""
            })) {
      settings.set(5, lines.formatted(wrong[0], wrong[1]));
      RunFileException refused =
          assertThrows(
              RunFileException.class,
              () -> collection.curate("refused", settings.toArray(String[]::new)));
      assertTrue(refused.problems().toString().contains(wrong[2]), refused.problems().toString());
    }
  }
}
