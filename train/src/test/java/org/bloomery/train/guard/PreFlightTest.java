package org.bloomery.train.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Optional;
import org.bloomery.artifact.ResourceException;
import org.bloomery.tensor.Precision;
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

  @Test
  void whatAnInterruptedRunLeftCountsAsRoom() throws IOException {
    long bytes = 1L << 43;
    assertThrows(ResourceException.class, () -> PreFlight.checkDisk(folder, bytes, 1));
    try (RandomAccessFile hollow = new RandomAccessFile(folder.resolve("weights").toFile(), "rw")) {
      hollow.setLength(bytes);
    }
    PreFlight.checkDisk(folder, bytes, 1);
  }

  @Test
  void sixteenBitsWithoutUnitsForThemAreNamed() {
    assertEquals(
        Optional.empty(), PreFlight.slowPrecision(Precision.BF16, 300e9, 150e9), "with units");
    assertEquals(Optional.empty(), PreFlight.slowPrecision(Precision.FP64, 50e9, 100e9));
    String said = PreFlight.slowPrecision(Precision.BF16, 0.25e9, 150e9).orElseThrow();
    assertTrue(said.startsWith("train.precision = \"bf16\" is slow here"), said);
    assertTrue(said.contains("in bf16 at 0.25 GFLOP/s and in fp32 at 150.0"), said);
  }
}
