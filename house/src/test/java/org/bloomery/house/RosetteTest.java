package org.bloomery.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bloomery.artifact.Corpus;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.run.RunFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `runs/rosette.toml`: catalogued texts, records of crawls and web pages in 46 languages, from the
/// folder that `BLOOMERY_DATA` names to a tokenizer and a small model with one command.
class RosetteTest {
  private static final String RUN_FILE = "runs/rosette.toml";

  @TempDir private Path out;

  private static Path data() {
    String data = System.getenv("BLOOMERY_DATA");
    assumeTrue(
        data != null && Files.isDirectory(Path.of(data, "corpus")),
        "skipped: BLOOMERY_DATA names no folder with corpus/LANG.jsonl.zst and web/*.zip");
    return Path.of(data);
  }

  @Test
  void withoutTheTextsItSaysWhereTheyAreLookedFor() throws Exception {
    String absent = out.resolve("nowhere").toString();
    Command.Result result =
        Command.bloomery("catalogue", RUN_FILE, "--out", out.toString())
            .with("BLOOMERY_DATA", absent)
            .run();
    assertEquals(3, result.exitCode(), result.output());
    assertTrue(result.output().contains(absent + "/corpus does not exist"), result.output());
    Command.Result unnamed =
        Command.bloomery("catalogue", RUN_FILE, "--out", out.toString())
            .with("BLOOMERY_DATA", "")
            .run();
    assertEquals(2, unnamed.exitCode(), unnamed.output());
    assertTrue(unnamed.output().contains("--set catalogue.data=FOLDER"), unnamed.output());
  }

  @Test
  @Tag("long")
  void threeRoadsInFortySixLanguagesLeadToAModel() throws Exception {
    Path quiz = data().resolve("eval/llm-foundry/boolq.jsonl");
    Command.Result result =
        Command.bloomery(
                "run",
                RUN_FILE,
                "--out",
                out.toString(),
                "--set",
                "curate.contamination={ngram=13, minimumTokens=8, overlap=0.5, action=\"drop\","
                    + " tasks=[{name=\"boolq\", file=\""
                    + quiz
                    + "\", fields=[\"query\"]}]}")
            .run();
    assertEquals(0, result.exitCode(), result.output());

    Corpus corpus = new Corpus(out.resolve("corpus"));
    List<String> wanted =
        RunFile.load(Checkout.ROOT.resolve(RUN_FILE), List.of()).run().curate().languages();
    assertEquals(46, wanted.size());
    assertEquals(new TreeSet<>(wanted), new TreeSet<>(corpus.languages()));
    Set<String> sources = new HashSet<>();
    Set<String> licences = new HashSet<>();
    for (String language : wanted) {
      corpus.forEachTrainingDocument(
          language,
          document -> {
            sources.add(document.source());
            licences.add(document.licence());
          });
    }
    for (String road : List.of("texts", "programs", "crawl", "handbook", "office")) {
      assertTrue(sources.contains(road), road + " gave nothing: " + sources);
    }
    assertFalse(licences.contains("CC BY-NC"), "the run does not allow it");
    assertTrue(licences.contains("CC BY 4.0") && licences.contains("MPL-2.0"));

    for (JsonNode source : Json.read(corpus.ledger(), JsonNode.class).path("sources")) {
      if (source.path("card").path("id").asText().equals("crawl")) {
        assertEquals(
            "[\"train\"]",
            source.path("licences").path("LicenseRef-publishers").path("uses").toString());
      }
    }
    JsonNode scores = Json.read(out.resolve("evaluation/scores.json"), JsonNode.class);
    List<String> scored = new ArrayList<>();
    scores.path("languages").fieldNames().forEachRemaining(scored::add);
    assertEquals(new TreeSet<>(wanted), new TreeSet<>(scored));
    assertTrue(Files.exists(out.resolve("release/tokenizer.json")));
    String page = Files.readString(out.resolve("report.html"));
    for (String section : List.of("sources", "operators", "contamination")) {
      assertTrue(page.contains("id=\"" + section + "\""), section);
    }
    String crawlSample = "changed crawl:";
    assertFalse(page.contains(crawlSample), "what may not be shown is not shown");
  }
}
