package org.bloomery.model.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Digests;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.RunFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnfinishedTrainingTest {
  private static final Path RECORDED = Path.of("src/test/resources/bloom-4-heads");

  @TempDir Path run;

  private final List<String> said = new ArrayList<>();

  private Path training() {
    return run.resolve("training.partial");
  }

  /// As training writes it.
  private Path checkpoint(long step) throws IOException {
    Path model = Files.createDirectories(training().resolve("model"));
    if (!Files.exists(model.resolve("config.json"))) {
      Files.copy(RECORDED.resolve("config.json"), model.resolve("config.json"));
    }
    Path folder =
        Files.createDirectories(training().resolve("checkpoints/step-%06d".formatted(step)));
    Files.copy(RECORDED.resolve("model.safetensors"), folder.resolve("weights.safetensors"));
    Files.writeString(folder.resolve("optimiser.safetensors"), "moments of step " + step);
    Files.writeString(folder.resolve("state.json"), "{\"step\":" + step + "}");
    Map<String, Object> files = new java.util.TreeMap<>();
    for (String name : List.of("weights.safetensors", "optimiser.safetensors", "state.json")) {
      Path file = folder.resolve(name);
      files.put(name, Map.of("bytes", Files.size(file), "sha256", Digests.sha256(file)));
    }
    Files.writeString(folder.resolve("digests.json"), Json.pretty(Map.of("files", files)));
    return folder;
  }

  private Optional<Long> newest() throws IOException {
    return UnfinishedTraining.read(
        run,
        said::add,
        checkpoint -> {
          try (HuggingFaceFolder model = HuggingFaceFolder.open(checkpoint.folder())) {
            assertTrue(model.floats("transformer.ln_f.weight").length > 0);
          }
          return checkpoint.step();
        });
  }

  @Test
  void thereIsNoneBeforeTheFirstCheckpointAndAfterTheEnd() throws IOException {
    assertFalse(UnfinishedTraining.isIn(run));
    Files.createDirectories(training());
    assertTrue(UnfinishedTraining.isIn(run));
    assertEquals(Optional.empty(), newest());
    checkpoint(10);
    Files.createDirectories(run.resolve("training"));
    assertFalse(UnfinishedTraining.isIn(run));
  }

  @Test
  void theNewestIsReadAndWhatIsBeingWrittenIsNot() throws IOException {
    checkpoint(10);
    checkpoint(1_000_000);
    AtomicFiles.move(checkpoint(2_000_000), training().resolve("checkpoints/step-2000000.tmp"));
    assertEquals(Optional.of(1_000_000L), newest());
    assertEquals(List.of(), said);
  }

  @Test
  void aDamagedOneIsNamedAndPassedOver() throws IOException {
    checkpoint(10);
    Path damaged = checkpoint(20);
    byte[] weights = Files.readAllBytes(damaged.resolve("weights.safetensors"));
    weights[weights.length - 1] ^= 1;
    Files.write(damaged.resolve("weights.safetensors"), weights);
    assertEquals(Optional.of(10L), newest());
    assertTrue(said.getFirst().contains("step-000020") && said.size() == 1, said.toString());
  }

  @Test
  void oneThatIsDeletedWhileItIsReadGivesWayToTheNewer() throws IOException {
    checkpoint(10);
    List<Long> tried = new ArrayList<>();
    Optional<Long> read =
        UnfinishedTraining.read(
            run,
            said::add,
            checkpoint -> {
              tried.add(checkpoint.step());
              if (tried.size() == 1) {
                checkpoint(20);
                AtomicFiles.deleteTree(checkpoint.folder());
              }
              HuggingFaceFolder.open(checkpoint.folder()).close();
              return checkpoint.step();
            });
    assertEquals(Optional.of(20L), read);
    assertEquals(List.of(10L, 20L), tried);
  }

  @Test
  void aFailureThatTheCheckpointIsNotGuiltyOfIsPassedOn() throws IOException {
    checkpoint(10);
    assertThrows(
        RunFileException.class,
        () ->
            UnfinishedTraining.read(
                run,
                said::add,
                _ -> {
                  throw new RunFileException("a setting is wrong");
                }));
  }
}
