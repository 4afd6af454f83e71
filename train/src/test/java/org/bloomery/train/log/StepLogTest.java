package org.bloomery.train.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bloomery.artifact.ArtifactException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepLogTest {
  @TempDir Path folder;

  @Test
  void aResumedLogIsTheLogOfARunWithoutInterruption() throws IOException {
    Path file = folder.resolve("log.jsonl");
    long atCheckpoint;
    try (StepLog log = StepLog.open(file, 0)) {
      log.add(Map.of("step", 1, "loss", 5.5));
      atCheckpoint = log.force();
      log.add(Map.of("step", 2, "loss", 5.25));
      log.add(Map.of("step", 3, "loss", 5.0));
    }
    byte[] whole = Files.readAllBytes(file);
    try (StepLog log = StepLog.open(file, atCheckpoint)) {
      log.add(Map.of("step", 2, "loss", 5.25));
      log.add(Map.of("step", 3, "loss", 5.0));
    }
    assertEquals(
        new String(whole, java.nio.charset.StandardCharsets.UTF_8), Files.readString(file));
  }

  @Test
  void refusesALogShorterThanItsCheckpointStates() throws IOException {
    Path file = folder.resolve("log.jsonl");
    Files.writeString(file, "{}\n");
    ArtifactException refused =
        assertThrows(ArtifactException.class, () -> StepLog.open(file, 100));
    assertTrue(refused.toString().contains("has 3 bytes, fewer than the 100"));
  }
}
