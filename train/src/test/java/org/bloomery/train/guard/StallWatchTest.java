package org.bloomery.train.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bloomery.tensor.collective.Standing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StallWatchTest {
  @TempDir Path folder;
  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

  @Test
  void aHungStepIsNamedAndEveryStackWrittenDown() throws IOException, InterruptedException {
    Path dump = folder.resolve("measured/stall.txt");
    try (StallWatch _ = new StallWatch(Duration.ofSeconds(1), dump, said::add)) {
      String sentence = said.poll(60, TimeUnit.SECONDS);
      assertTrue(sentence != null && sentence.contains("nothing got on for 1 seconds"), sentence);
    }
    String text = Files.readString(dump);
    assertTrue(text.contains("aHungStepIsNamedAndEveryStackWrittenDown"), text);
    assertTrue(text.contains("stall watch"), text);
  }

  @Test
  void ranksThatHangAreNamedAndAllOthersWrittenDown() throws IOException, InterruptedException {
    Path dump = folder.resolve("stall.txt");
    Standing standing =
        new Standing(
            List.of("rank 3 on host b no longer answers"),
            List.of("rank 0 on host a waits in all-reduce 7 of the group all"));
    try (StallWatch _ = new StallWatch(Duration.ofSeconds(1), dump, () -> standing, said::add)) {
      String sentence = said.poll(60, TimeUnit.SECONDS);
      assertTrue(
          sentence != null
              && sentence.contains(
                  "(train.stallSeconds): rank 3 on host b no longer answers; what"),
          sentence);
    }
    String text = Files.readString(dump);
    assertTrue(text.contains("rank 0 on host a waits in all-reduce 7 of the group all"), text);
    assertTrue(text.contains("stall watch"), text);
  }

  @Test
  void aClosedWatchIsSilent() {
    new StallWatch(Duration.ofHours(1), folder.resolve("stall.txt"), said::add).close();
    assertEquals(0, said.size());
  }
}
