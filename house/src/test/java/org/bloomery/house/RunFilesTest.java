package org.bloomery.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bloomery.artifact.run.RunFile;
import org.junit.jupiter.api.Test;

/// Every shipped run file is complete, and its resolved form says the same.
class RunFilesTest {
  @Test
  void everyShippedRunFileIsValid() throws IOException {
    List<Path> files;
    try (Stream<Path> entries = Files.list(Checkout.ROOT.resolve("runs"))) {
      files = entries.filter(file -> file.toString().endsWith(".toml")).sorted().toList();
    }
    assertFalse(files.isEmpty());
    for (Path file : files) {
      RunFile run = RunFile.load(file, List.of());
      Path again = file.resolveSibling("." + file.getFileName() + ".resolved");
      try {
        Files.writeString(again, run.resolved());
        assertEquals(run.run(), RunFile.load(again, List.of()).run(), file.toString());
      } finally {
        Files.deleteIfExists(again);
      }
    }
  }
}
