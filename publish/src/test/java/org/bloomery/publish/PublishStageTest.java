package org.bloomery.publish;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.stage.MeasuredSection;
import org.bloomery.model.file.HuggingFaceFolder;
import org.bloomery.tokenize.file.TokenizerFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishStageTest {
  private static FinishedRun published(Path out) throws IOException {
    FinishedRun run = new FinishedRun(out).write();
    run.execute(new PublishStage());
    return run;
  }

  @Test
  void releaseOpensAsAHuggingFaceFolder(@TempDir Path out) throws IOException {
    FinishedRun run = published(out);
    try (HuggingFaceFolder release = HuggingFaceFolder.open(run.release(""))) {
      assertEquals(FinishedRun.CONFIG, release.config());
    }
    assertTrue(TokenizerFiles.read(run.release("")).size() <= 340);
    assertTrue(Files.exists(run.release("generation_config.json")));
    assertTrue(Files.exists(run.release("tokenizer_config.json")));
  }

  @Test
  void lineageFollowsSourcesToShards(@TempDir Path out) throws IOException {
    JsonNode lineage = Json.read(published(out).release("lineage.json"), JsonNode.class);
    JsonNode shares = lineage.path("sources").path(0).path("shares");
    assertEquals(2, shares.size());
    assertEquals("a.txt", shares.path(0).path("file").asText());
    assertEquals(5, shares.path(0).path("documents").asInt());
    assertEquals(50, shares.path(0).path("tokens").asInt());
    assertEquals(5, shares.path(1).path("firstDocument").asInt());
    assertEquals(11, shares.path(1).path("lastDocument").asInt());
    assertEquals(7, lineage.path("stages").size());
  }

  @Test
  void everyNumberOfTheCardNamesItsManifest(@TempDir Path out) throws IOException {
    FinishedRun run = published(out);
    String card = Files.readString(run.release("README.md"));
    JsonNode lineage = Json.read(run.release("lineage.json"), JsonNode.class);
    for (String stage : List.of("catalogue", "corpus", "shards", "training", "evaluation")) {
      String key = lineage.path("stages").path(stage).path("key").asText().substring(0, 12);
      assertTrue(card.contains("From `" + stage + "/manifest.json`, key `" + key + "`"), stage);
    }
    assertTrue(card.startsWith("---\nlicense: \"apache-2.0\"\n"), card);
    assertTrue(card.contains("| en |  | 2.500 | 3.000 | 2.000 | 2 of 4 |"), card);
    String terms = Files.readString(run.release("LICENSE.md"));
    assertTrue(terms.contains("dedicated \\| to everyone"), terms);
  }

  @Test
  void releasesOfTwoRunsDifferOnlyInWhatWasMeasured(@TempDir Path first, @TempDir Path second)
      throws IOException {
    FinishedRun one = published(first);
    FinishedRun two = published(second);
    try (Stream<Path> files = Files.list(one.release(""))) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (!name.equals("measured.json")) {
          assertArrayEquals(comparable(file), comparable(two.release(name)), name);
        }
      }
    }
  }

  private static byte[] comparable(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return file.getFileName().toString().equals("README.md")
        ? MeasuredSection.without(new String(bytes, StandardCharsets.UTF_8))
            .getBytes(StandardCharsets.UTF_8)
        : bytes;
  }

  @Test
  void dataFromElsewhereIsOnTheCardWithWhatIsDeclaredOfIt(@TempDir Path out) throws IOException {
    FinishedRun run =
        new FinishedRun(
            out,
            "train.data.sets=[{name=\"web\", prefix=\"web\", weight=2.0, source=\"a crawl\", licence=\"CC0-1.0\"},"
                + " {name=\"books\", prefix=\"books\", weight=1.0}]");
    run.write().execute(new PublishStage());
    String card = Files.readString(run.release("README.md"));
    assertTrue(card.contains("| web | a crawl | CC0-1.0 | 2.000 |"), card);
    assertTrue(card.contains("| books | not declared | not declared | 1.000 |"), card);
    assertTrue(card.contains("were trained on the sets below alone"), card);
    String terms = Files.readString(run.release("LICENSE.md"));
    assertTrue(terms.contains("CC0-1.0") && terms.contains("a crawl"), terms);
  }

  @Test
  void shardsOfAnotherCorpusAreRefused(@TempDir Path out) throws IOException {
    FinishedRun run = new FinishedRun(out).write();
    Path index = out.resolve("shards/en.documents.jsonl.zst");
    Files.move(index, out.resolve("index"));
    Files.delete(out.resolve("shards/manifest.json"));
    run.execute(
        new WrittenStage(
            org.bloomery.artifact.stage.StageName.SHARDS,
            folder -> {
              try (var writer =
                  org.bloomery.artifact.CompressedFiles.createZstd(
                      folder.resolve("en.documents.jsonl.zst"))) {
                writer.write("{\"id\":\"other\"}\n".getBytes(StandardCharsets.UTF_8));
              }
            }));
    ArtifactException refused =
        assertThrows(ArtifactException.class, () -> run.execute(new PublishStage()));
    assertTrue(refused.getMessage().contains("\"other\""), refused.getMessage());
  }
}
