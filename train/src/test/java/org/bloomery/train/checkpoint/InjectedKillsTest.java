package org.bloomery.train.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bloomery.train.checkpoint.CheckpointStore.Checkpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` while checkpoints are written, again and again, at moments of its own each time.
class InjectedKillsTest {
  private static final int KILLS = 12;

  @TempDir Path folder;

  @Test
  void aKillAtAnyMomentOfASaveLosesNothingThatWasPromised() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> said = new ArrayList<>();
    CheckpointStore store = new CheckpointStore(folder, said::add);
    long promised = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      promised = Math.max(promised, killAfter(2, random.nextInt(40_000_000)));
      Checkpoint newest = store.newest().orElseThrow();
      assertTrue(
          newest.step() >= promised,
          "promised %d, found %d, seed %d".formatted(promised, newest.step(), seed));
    }
    assertEquals(List.of(), said, "a kill leaves no damaged checkpoint, seed " + seed);
    assertTrue(promised > KILLS, "each process saved: " + promised);
  }

  /// Lets a process save `saves` times and kills it some nanoseconds later.
  ///
  /// @return the last step that it promised
  private long killAfter(int saves, int nanos) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                SavingProcess.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = "";
      for (int i = 0; i < saves; i++) {
        line = lines.readLine();
      }
      long until = System.nanoTime() + nanos;
      while (System.nanoTime() < until) {
        Thread.onSpinWait();
      }
      process.toHandle().destroyForcibly(); // the process itself would close its output
      for (String more = lines.readLine(); more != null; more = lines.readLine()) {
        line = more;
      }
      process.waitFor();
      return Long.parseLong(line);
    }
  }
}
