package org.bloomery.train.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.bloomery.artifact.ResourceException;
import org.bloomery.tensor.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreFlightTest {
  @TempDir Path folder;

  @Test
  void thisMachineMultipliesExactly() {
    try (Workers workers = Workers.start(2)) {
      PreFlight.checkProcessors(workers);
    }
  }

  @Test
  void whatDoesNotFitTheMemoryIsRefusedBeforehand() {
    PreFlight.checkMemory(1 << 20);
    ResourceException refused =
        assertThrows(ResourceException.class, () -> PreFlight.checkMemory(1L << 60));
    assertEquals(5, refused.exitCode());
    assertTrue(refused.getMessage().contains("moments take 1073741824.0 GiB"));
  }

  @Test
  void checkpointsThatDoNotFitTheDiskAreRefusedBeforehand() throws IOException {
    PreFlight.checkDisk(folder, 1 << 10, 3);
    ResourceException refused =
        assertThrows(ResourceException.class, () -> PreFlight.checkDisk(folder, 1L << 55, 3));
    assertTrue(refused.getMessage().startsWith("3 checkpoints of 33554432.00 GiB do not fit"));
  }
}
