package org.bloomery.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Digests;
import org.bloomery.artifact.stage.Manifest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The stage in a process of its own, killed with `kill -9` again and again, each time a little
/// later.
class KilledCurationTest {
  @TempDir private Path folder;

  private JavaProcess stage(TestCollection collection, String mainClass) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.add(TestCollection.ROOT.resolve("runs/tiny.toml").toAbsolutePath().toString());
    arguments.add(folder.resolve("run").toString());
    arguments.addAll(collection.sets(DuplicateCollection.STEPS));
    return JavaProcess.start(folder.resolve("run.log"), Map.of(), mainClass, arguments);
  }

  private void run(TestCollection collection, String mainClass) throws Exception {
    JavaProcess process = stage(collection, mainClass);
    assertEquals(0, process.await(), process.output());
  }

  private Map<String, String> corpus() throws IOException {
    Map<String, String> digests = new TreeMap<>();
    Path corpus = folder.resolve("run/corpus");
    try (Stream<Path> walk = Files.walk(corpus)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        if (!file.endsWith(Manifest.MEASURED_FILE)) {
          digests.put(corpus.relativize(file).toString(), Digests.sha256(file));
        }
      }
    }
    return digests;
  }

  /// Curates whole, then again with a kill at each place.
  ///
  /// @param documents in each of four files
  /// @param signs of the places to be killed at: folders in the order in which they appear
  private void killedAt(int documents, List<String> signs) throws Exception {
    TestCollection collection = DuplicateCollection.write(folder, documents);
    run(collection, "org.bloomery.catalogue.CatalogueStage");
    run(collection, CurateStage.class.getName());
    Map<String, String> whole = corpus();
    AtomicFiles.deleteTree(folder.resolve("run/corpus"));
    int kills = 0;
    for (String sign : signs) {
      JavaProcess process = stage(collection, CurateStage.class.getName());
      Path place = folder.resolve("run/corpus.partial/work").resolve(sign);
      while (process.isAlive() && !Files.exists(place)) {
        Thread.sleep(2);
      }
      Thread.sleep(7L * kills); // so that some kills come between files
      if (process.isAlive()) {
        kills++;
      }
      process.kill();
    }
    assertTrue(kills > signs.size() / 2, "only " + kills + " kills came before the end");
    run(collection, CurateStage.class.getName());
    assertEquals(whole, corpus());
  }

  @Test
  void refusesADamagedFileOfAStepAndGoesOnWithoutIt() throws Exception {
    TestCollection collection = DuplicateCollection.write(folder, 25);
    run(collection, "org.bloomery.catalogue.CatalogueStage");
    run(collection, CurateStage.class.getName());
    Map<String, String> whole = corpus();
    AtomicFiles.deleteTree(folder.resolve("run/corpus"));
    JavaProcess process = stage(collection, CurateStage.class.getName());
    Path step = folder.resolve("run/corpus.partial").resolve("work/steps/near-duplicate");
    while (process.isAlive() && !Files.exists(step.resolve("pairs"))) {
      Thread.sleep(2);
    }
    process.kill();
    AtomicFiles.deleteTree(step.resolve("pairs")); // as if the kill had come before
    Path damaged = step.resolve("keys/00000-00000.rows");
    byte[] bytes = Files.readAllBytes(damaged);
    bytes[bytes.length / 2] ^= 4;
    Files.write(damaged, bytes);
    JavaProcess refused = stage(collection, CurateStage.class.getName());
    assertEquals(4, refused.await(), refused.output());
    List<String> sentences =
        refused.output().lines().filter(line -> line.startsWith("bloomery curate: ")).toList();
    assertEquals(1, sentences.size(), refused.output());
    assertTrue(sentences.getFirst().contains(damaged + " is cut short"), refused.output());
    assertTrue(sentences.getFirst().contains("delete the folder " + step + " and"));
    assertFalse(refused.output().contains("\tat "), refused.output());
    AtomicFiles.deleteTree(step);
    run(collection, CurateStage.class.getName());
    assertEquals(whole, corpus());
  }

  @Test
  void goesOnWithTheSameBytesWhenItIsKilledInTheMiddle() throws Exception {
    killedAt(25, List.of("steps/near-duplicate/pairs"));
  }

  @Test
  @Tag("long")
  void goesOnWithTheSameBytesWhereverItIsKilled() throws Exception {
    killedAt(
        100,
        List.of(
            "units",
            "steps/duplicate",
            "steps/duplicate-lines/decisions",
            "steps/near-duplicate/pairs",
            "steps/near-duplicate/evidence",
            "steps/near-duplicate-simhash/keys",
            "steps/duplicate-substrings/blocks",
            "applied",
            "partitions"));
  }
}
