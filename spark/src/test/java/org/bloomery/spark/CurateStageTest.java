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
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bloomery.artifact.Corpus;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.RunFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The stage on a real local Spark.
class CurateStageTest {
  @TempDir private Path folder;

  @Test
  void writesSameBytesForOneAndTwoWorkers() throws IOException {
    TestCollection collection = TestCollection.usual(folder);
    collection.curate("one", "curate.master=\"local[1]\"");
    collection.curate("two", "curate.master=\"local[2]\"");
    Map<String, String> one = collection.digests("one");
    assertTrue(one.containsKey("en/part-00000.jsonl.zst"), one.toString());
    assertEquals(one, collection.digests("two"));
  }

  @Test
  void goesOnAfterAnInterruptionWithSameBytes() throws IOException {
    TestCollection collection = TestCollection.usual(folder);
    collection.curate("whole");
    Path packed = folder.resolve("packed.txt.gz");
    byte[] bytes = Files.readAllBytes(packed);
    Files.write(packed, Arrays.copyOf(bytes, bytes.length / 2));
    InputException refused = assertThrows(InputException.class, () -> collection.curate("resumed"));
    assertEquals(3, refused.exitCode());
    assertTrue(
        String.valueOf(refused.getMessage()).contains("packed.txt.gz of source packed breaks off"),
        String.valueOf(refused.getMessage()));

    // Only the finished unit can give documents of the first source from here on.
    WorkFolder work = WorkFolder.in(collection.target("resumed"));
    assertTrue(work.isFinished(0));
    assertFalse(work.isFinished(1));
    Files.write(packed, bytes);
    Files.delete(folder.resolve("plain.txt"));
    collection.curate("resumed");
    assertEquals(collection.digests("whole"), collection.digests("resumed"));
  }

  @Test
  void keepsEveryDocumentOnceAndSplitsByText() throws IOException {
    TestCollection collection = TestCollection.usual(folder);
    collection.curate("corpus", "curate.heldOutShare=0.2");
    Corpus corpus = new Corpus(collection.target("corpus"));
    assertEquals(List.of("en", "fr"), corpus.languages());
    Set<String> texts = new HashSet<>();
    List<Document> documents = new ArrayList<>();
    for (String language : corpus.languages()) {
      corpus.forEachTrainingDocument(language, documents::add);
      Corpus.forEach(corpus.heldOutPath(language), documents::add);
    }
    documents.forEach(d -> assertTrue(texts.add(d.text()), d.id() + " is there twice"));
    long duplicatesKeptFromPacked =
        documents.stream()
            .filter(d -> d.source().equals("packed") && d.origin().offset() == 0)
            .count();
    assertEquals(0, duplicatesKeptFromPacked, "the earlier source keeps a shared text");
    Tally tally = Json.read(corpus.table(), Tally.class);
    assertEquals(10, tally.row("fr").dropped().getOrDefault("duplicate", 0L));
    assertEquals(1, tally.row("unknown").dropped().getOrDefault("invalid-utf-8", 0L));
    assertTrue(tally.row("en").heldOutDocuments() > 0);
    assertTrue(collection.printed().contains("invalid-utf-8 1"), collection.printed());
  }

  @Test
  void theAccountOfEverySourceIsBalanced() throws IOException {
    TestCollection collection = TestCollection.usual(folder);
    collection.curate(
        "corpus",
        "curate.heldOutShare=0.2",
        "curate.duplicates={keep=\"source\", exact=\"text\", lines={minimumCharacters=1,"
            + " minimumOccurrences=2, remain=\"first\", within=\"corpus\"}}",
        "curate.mix={method=\"unimax\", maximumEpochs=2, bytes=40000}",
        "curate.licences={\"CC0-1.0\"=[\"train\", \"show\"]}");
    JsonNode ledger = Json.read(new Corpus(collection.target("corpus")).ledger(), JsonNode.class);
    assertEquals(2, ledger.path("sources").size());
    for (JsonNode source : ledger.path("sources")) {
      for (String unit : List.of("documents", "bytes")) {
        long taken = 0;
        for (JsonNode each : source.path("taken")) {
          taken += each.path(unit).asLong();
        }
        long stays = source.path("training").path(unit).asLong();
        long heldOut = source.path("heldOut").path(unit).asLong();
        long repeated = source.path("repeated").path(unit).asLong();
        assertTrue(stays > 0 && heldOut > 0, source.toString());
        assertEquals(
            source.path("read").path(unit).asLong(),
            taken + stays + heldOut - repeated,
            source.toString());
      }
      JsonNode terms = source.path("licences").path("CC0-1.0");
      assertEquals(source.path("training"), terms.path("training"));
      assertEquals("[\"train\",\"show\"]", terms.path("uses").toString());
      assertEquals("NONE", source.path("card").path("personalDataRisk").asText());
    }
    JsonNode packed = ledger.path("sources").path(1);
    assertEquals("unread: invalid-utf-8", packed.path("taken").path(0).path("by").asText());
    assertEquals(41, packed.path("read").path("documents").asLong());
  }

  @Test
  void saysWhichFiltersPassALanguageBy() throws IOException {
    TestCollection collection = TestCollection.usual(folder);
    collection.curate(
        "corpus",
        "curate.minimumDocuments=1",
        "curate.operators.chain=[\"usual\", \"stop-words\"]");
    String sentence = "stop-words judges nothing in en, fr: there is no list or no limit";
    assertTrue(collection.printed().contains(sentence), collection.printed());
  }

  @Test
  void keepsLanguageToItsShareOfBytes() throws IOException {
    TestCollection collection = TestCollection.usual(folder);
    collection.curate("corpus", "curate.share.fr=0.2", "curate.minimumDocuments=1");
    Tally tally = Json.read(new Corpus(collection.target("corpus")).table(), Tally.class);
    Tally.Row english = tally.row("en");
    Tally.Row french = tally.row("fr");
    double share =
        (double) (french.bytes() + french.heldOutBytes())
            / (english.bytes() + english.heldOutBytes() + french.bytes() + french.heldOutBytes());
    assertTrue(share <= 0.2 && share > 0.15, "share " + share);
  }

  @Test
  void refusesLanguageWithThreeDocuments() throws IOException {
    TestCollection collection = new TestCollection(folder);
    collection.card("few", "lines", "few.txt");
    List<String> lines = new ArrayList<>(TestCollection.lines("en").subList(0, 40));
    lines.addAll(TestCollection.lines("fr").subList(0, 3));
    Files.write(folder.resolve("few.txt"), lines);
    collection.catalogue();
    InputException refused =
        assertThrows(
            InputException.class, () -> collection.curate("corpus", "curate.heldOutShare=0.0"));
    assertTrue(
        String.valueOf(refused.getMessage()).startsWith("fr has 3 training documents"),
        String.valueOf(refused.getMessage()));
  }

  @Test
  void refusesEmptyCorpus() throws IOException {
    TestCollection collection = new TestCollection(folder);
    collection.card("empty", "lines", "empty.txt");
    Files.writeString(folder.resolve("empty.txt"), "\n\ntoo short\n");
    collection.catalogue();
    InputException refused = assertThrows(InputException.class, () -> collection.curate("corpus"));
    assertTrue(
        String.valueOf(refused.getMessage()).startsWith("the corpus is empty"),
        String.valueOf(refused.getMessage()));
  }

  @Test
  void refusesUnknownReaderBeforeAnyWork() throws IOException {
    TestCollection collection = new TestCollection(folder);
    collection.card("odd", "word", "odd.doc");
    Files.writeString(folder.resolve("odd.doc"), "x");
    collection.catalogue();
    RunFileException refused =
        assertThrows(RunFileException.class, () -> collection.curate("corpus"));
    assertTrue(refused.problems().getFirst().contains("format.reader = \"word\""));
  }
}
