package org.bloomery.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bloomery.artifact.Corpus;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.Json;
import org.bloomery.curate.Rejection;
import org.bloomery.curate.contamination.ContaminationReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Duplicates, contamination and the mix on a real local Spark.
class CorpusStepsTest {
  @TempDir private Path folder;

  static List<Document> kept(TestCollection collection, String name) {
    Corpus corpus = new Corpus(collection.target(name));
    List<Document> documents = new ArrayList<>();
    for (String language : corpus.languages()) {
      corpus.forEachTrainingDocument(language, documents::add);
      corpus.heldOut(language).ifPresent(file -> Corpus.forEach(file, documents::add));
    }
    return documents;
  }

  static List<Rejection> rejected(TestCollection collection, String name, String reason)
      throws IOException {
    List<Rejection> rejections = new ArrayList<>();
    try (Stream<Path> files = Files.list(new Corpus(collection.target(name)).rejected())) {
      for (Path file : files.sorted().toList()) {
        JsonLines.forEach(file, Rejection.class, rejections::add);
      }
    }
    return rejections.stream().filter(each -> each.reason().equals(reason)).toList();
  }

  private static long bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
  }

  private static String text(Rejection rejection) {
    return Objects.requireNonNull(rejection.document()).text();
  }

  private static Set<String> grams(String text) {
    String[] words =
        text.toLowerCase(java.util.Locale.ROOT)
            .replaceAll("[^\\p{L}\\p{M}\\p{Nd}]+", " ")
            .strip()
            .split(" ", -1);
    Set<String> grams = new HashSet<>();
    for (int i = 0; i + 5 <= words.length; i++) {
      grams.add(String.join(" ", List.of(words).subList(i, i + 5)));
    }
    return grams;
  }

  private static double jaccard(String a, String b) {
    Set<String> first = grams(a);
    Set<String> all = new HashSet<>(grams(b));
    int sum = first.size() + all.size();
    all.addAll(first);
    return (double) (sum - all.size()) / all.size();
  }

  @Test
  void everyStepGivesTheSameBytesForAnyNumberOfWorkers() throws IOException {
    TestCollection collection = DuplicateCollection.write(folder, 60);
    collection.curate("one", with("curate.master=\"local[1]\""));
    collection.curate("three", with("curate.master=\"local[3]\""));
    Map<String, String> one = collection.digests("one");
    assertTrue(one.containsKey("en/part-00000.jsonl.zst"), one.toString());
    assertEquals(one, collection.digests("three"));
    Map<String, Long> dropped = table(collection, "one").total().dropped();
    for (String reason : List.of("duplicate", "duplicate-url", "near-duplicate")) {
      assertTrue(dropped.getOrDefault(reason, 0L) > 5, reason + " of " + dropped);
    }
  }

  private static String[] with(String... more) {
    List<String> sets = new ArrayList<>(List.of(DuplicateCollection.STEPS));
    sets.addAll(List.of(more));
    return sets.toArray(String[]::new);
  }

  private static Tally table(TestCollection collection, String name) {
    return Json.read(new Corpus(collection.target(name)).table(), Tally.class);
  }

  @Test
  void everyNearDuplicateIsLikeAKeeperThatStaysAndNoTwoKeptAreAlike() throws IOException {
    TestCollection collection = DuplicateCollection.write(folder, 60);
    collection.curate("corpus", DuplicateCollection.STEPS[2], "curate.heldOutShare=0.1");
    List<Document> kept = kept(collection, "corpus");
    Map<String, Document> byId = new HashMap<>();
    kept.forEach(document -> byId.put(document.id(), document));
    List<Rejection> near = rejected(collection, "corpus", "near-duplicate");
    assertTrue(near.size() > 20, near.size() + " near duplicates");
    for (Rejection each : near) {
      String[] detail = each.detail().split(" ", -1); // similarity S to ID
      Document keeper = Objects.requireNonNull(byId.get(detail[3]), each.detail());
      double exact = jaccard(text(each), keeper.text());
      assertEquals(exact, Double.parseDouble(detail[1]), 5e-5);
      assertTrue(exact >= 0.8, each.detail());
    }
    for (int i = 0; i < kept.size(); i++) {
      for (int j = 0; j < i; j++) {
        double alike = jaccard(kept.get(i).text(), kept.get(j).text());
        assertFalse(alike >= 0.8, kept.get(i).id() + " and " + kept.get(j).id());
      }
    }
  }

  @Test
  void theLongestDuplicateStaysWhereTheSettingsSaySo() throws IOException {
    TestCollection collection = DuplicateCollection.write(folder, 40);
    collection.curate("corpus", DuplicateCollection.STEPS[2], "curate.duplicates.keep=\"length\"");
    Map<String, Document> byId = new HashMap<>();
    kept(collection, "corpus").forEach(document -> byId.put(document.id(), document));
    List<Rejection> near = rejected(collection, "corpus", "near-duplicate");
    assertTrue(near.size() > 10);
    for (Rejection each : near) {
      String id = each.detail().split(" ", -1)[3];
      Document keeper = Objects.requireNonNull(byId.get(id), id);
      assertTrue(Tally.bytes(keeper) >= bytes(text(each)), each.detail());
    }
  }

  @Test
  void theLongestStaysOfTextsThatDifferInSpacesAlone() throws IOException {
    TestCollection collection = DuplicateCollection.write(folder, 20);
    String spaced = String.join(" ", TestCollection.lines("en").subList(0, 3));
    String joined = spaced.replaceFirst("\\. ", ".");
    Files.write(
        folder.resolve("first/0.jsonl"),
        List.of(Json.line(Map.of("text", joined)), Json.line(Map.of("text", spaced))),
        StandardOpenOption.APPEND);
    collection.catalogue();
    collection.curate("source");
    assertTrue(texts(collection, "source").contains(joined));
    assertFalse(texts(collection, "source").contains(spaced));
    collection.curate("length", "curate.duplicates.keep=\"length\"");
    assertTrue(texts(collection, "length").contains(spaced));
    assertFalse(texts(collection, "length").contains(joined));
  }

  private static List<String> texts(TestCollection collection, String name) throws IOException {
    return kept(collection, name).stream().map(Document::text).toList();
  }

  @Test
  void templateLinesGoAndDocumentsKeepTheirLineage() throws IOException {
    TestCollection collection = DuplicateCollection.write(folder, 60);
    collection.curate("plain");
    collection.curate("corpus", DuplicateCollection.STEPS[1]);
    assertTrue(
        kept(collection, "plain").stream()
            .anyMatch(d -> d.text().contains(DuplicateCollection.TEMPLATE)));
    int changed = 0;
    for (Document document : kept(collection, "corpus")) {
      assertFalse(document.text().contains(DuplicateCollection.TEMPLATE));
      assertTrue(String.valueOf(document.url()).startsWith("https://" + document.source()));
      assertTrue(document.origin().length() > 0);
      assertEquals("CC0-1.0", document.licence());
      Document.OperatorTrace trace = document.operators().getLast();
      assertEquals("duplicate-lines", trace.name());
      changed += trace.changed() ? 1 : 0;
    }
    assertTrue(changed > 10);
  }

  @Test
  void repeatedPassagesStayOnceOnly() throws IOException {
    TestCollection collection = DuplicateCollection.write(folder, 40);
    collection.curate("corpus", DuplicateCollection.STEPS[4], "curate.partitions=1");
    Map<String, String> firsts = new HashMap<>();
    Map<String, List<Document>> bySource = new TreeMap<>();
    kept(collection, "corpus")
        .forEach(d -> bySource.computeIfAbsent(d.language(), _ -> new ArrayList<>()).add(d));
    int repeated = 0;
    for (Map.Entry<String, List<Document>> language : bySource.entrySet()) {
      for (Document document : language.getValue()) {
        String text = document.text().replace('\n', ' ');
        for (int i = 0; i + 260 <= text.length(); i++) {
          String passage = language.getKey() + text.substring(i, i + 260);
          String first = firsts.putIfAbsent(passage, document.id());
          repeated += first != null && !first.equals(document.id()) ? 1 : 0;
        }
      }
    }
    assertEquals(0, repeated, "passages of 260 bytes that stand in two documents");
    long changed =
        kept(collection, "corpus").stream().filter(d -> d.operators().getLast().changed()).count();
    assertTrue(changed > 5, changed + " documents changed");
  }

  @Test
  void documentsWithEvaluationItemsAreDroppedAndReported() throws IOException {
    TestCollection collection = DuplicateCollection.write(folder, 60);
    Path items =
        Files.writeString(
            folder.resolve("items.jsonl"),
            "{\"q\": \"An item that stands in no document at all, whatever its words may be.\"}\n{\"q\": \""
                + DuplicateCollection.ITEM
                + "\"}\n{\"q\": \"Too short\"}\n");
    String settings =
        "curate.contamination={ngram=8,minimumTokens=5,overlap=0.8,action=\"%s\",tasks=[{name=\"furnace\",file=\""
            + items.toAbsolutePath()
            + "\",fields=[\"q\"]}]}";
    collection.curate("dropped", settings.formatted("drop"));
    collection.curate("reported", settings.formatted("report"));
    assertTrue(
        kept(collection, "dropped").stream()
            .noneMatch(d -> d.text().contains(DuplicateCollection.ITEM)));
    assertTrue(
        kept(collection, "reported").stream()
            .anyMatch(d -> d.text().contains(DuplicateCollection.ITEM)));
    ContaminationReport report =
        Json.read(
            new Corpus(collection.target("dropped")).contamination(), ContaminationReport.class);
    ContaminationReport.Task task = Objects.requireNonNull(report.tasks().get("furnace"));
    assertEquals(3, task.items());
    assertEquals(1, task.itemsTooShort());
    assertEquals(1, task.itemsFound());
    assertEquals(2, task.examples().getFirst().item());
    long dropped = table(collection, "dropped").total().dropped().getOrDefault("contaminated", 0L);
    assertTrue(dropped > 2);
    assertEquals(task.documents(), dropped);
  }

  @Test
  void aMixRepeatsSmallLanguagesAndCutsLargeOnes() throws IOException {
    TestCollection collection = DuplicateCollection.write(folder, 60);
    collection.curate("whole", "curate.heldOutShare=0.0");
    Tally whole = table(collection, "whole");
    long bytes = whole.total().bytes();
    collection.curate(
        "mix",
        "curate.heldOutShare=0.0",
        "curate.mix={method=\"shares\",shares={en=3,fr=1},maximumEpochs=2.5,bytes=" + bytes + "}");
    Tally mix = table(collection, "mix");
    assertEquals(0.75, (double) mix.row("en").bytes() / bytes, 0.01);
    assertEquals(0.25, (double) mix.row("fr").bytes() / bytes, 0.01);
    assertTrue(whole.row("en").bytes() < 0.7 * bytes, "so English is repeated");
    Set<String> ids = new HashSet<>();
    List<Document> documents = kept(collection, "mix");
    documents.forEach(d -> assertTrue(ids.add(d.id()), d.id() + " is there twice"));
    assertTrue(ids.stream().anyMatch(id -> id.endsWith("~2")));
  }

  static JsonNode together(TestCollection collection, String name, String step) {
    JsonNode sources = Json.read(new Corpus(collection.target(name)).operators(), JsonNode.class);
    for (JsonNode each : sources.path(0).path("together")) {
      if (each.path("operator").asText().equals(step)) {
        return each;
      }
    }
    throw new AssertionError(step + " has no account: " + sources);
  }

  @Test
  void everyStepHasAnAccountWithExamples() throws IOException {
    TestCollection collection = DuplicateCollection.write(folder, 60);
    collection.curate("corpus", DuplicateCollection.STEPS[1], DuplicateCollection.STEPS[2]);
    JsonNode lines = together(collection, "corpus", "duplicate-lines").path("languages");
    JsonNode near = together(collection, "corpus", "near-duplicate").path("languages");
    for (String language : List.of("en", "fr")) {
      JsonNode in = near.path(language);
      assertEquals(
          lines.path(language).path("bytesOut").asLong(), in.path("bytesIn").asLong(), language);
      assertTrue(in.path("documentsOut").asLong() < in.path("documentsIn").asLong(), in.toString());
      assertEquals(0, in.path("changed").asLong());
    }
    assertTrue(lines.path("en").path("changed").asLong() > 3, lines.toString());
    JsonNode changed = together(collection, "corpus", "duplicate-lines").path("changed").path(0);
    assertTrue(changed.path("before").asText().contains("Share this page"), changed.toString());
    assertFalse(changed.path("after").asText().contains("Share this page"), changed.toString());
    JsonNode dropped = together(collection, "corpus", "near-duplicate").path("dropped").path(0);
    assertTrue(
        dropped.path("why").asText().startsWith("near-duplicate: similarity "), dropped.toString());
  }
}
