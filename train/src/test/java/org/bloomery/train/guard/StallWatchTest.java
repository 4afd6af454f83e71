package org.bloomery.train.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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
  void aClosedWatchIsSilent() {
    new StallWatch(Duration.ofHours(1), folder.resolve("stall.txt"), said::add).close();
    assertEquals(0, said.size());
  }
}
