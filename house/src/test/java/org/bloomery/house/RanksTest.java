package org.bloomery.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Training in eight processes: 2 tensor × 2 pipeline × 2 data.
@EnabledOnOs(OS.LINUX) // finds the process of a rank in /proc
@Tag("long")
class RanksTest {
  @TempDir Path folder;

  private static Command train(Path out) {
    return TinyRun.train(
        out,
        List.of(
            "tokens=24_000",
            "checkpointEverySteps=5",
            "layout.tensor=2",
            "layout.pipeline=2",
            "layout.data=2",
            "layout.zero=1",
            "layout.schedule=1f1b",
            "microBatch=2"));
  }

  @Test
  void aRunWhoseRankIsKilledRecoversByItselfAndEndsWithTheSameBytes() throws Exception {
    Path undisturbed = TinyRun.prepared(folder.resolve("undisturbed"));
    Command.Result whole = train(undisturbed).run();
    assertEquals(0, whole.exitCode(), whole.output());
    assertFalse(whole.output().contains("[Gloo]"), whole.output());
    Path killed = TinyRun.prepared(folder.resolve("killed"));
    Command.Running running = train(killed).start();
    Path first = killed.resolve("training.partial/checkpoints/step-000005");
    running.awaitFile(first);
    ProcessHandle rank = running.rank(5);
    assertTrue(rank.destroyForcibly());
    assertEquals(0, running.process().waitFor(), running.output());
    String said = running.output();
    assertTrue(
        said.contains("rank 5 on this host (process " + rank.pid() + ") ended with code 137"),
        said);
    assertTrue(said.contains("all ranks start again from the last checkpoint (1 of 3)"), said);
    assertTrue(said.contains("goes on after step"), said);
    assertEquals(
        Trees.digests(undisturbed.resolve("training")), Trees.digests(killed.resolve("training")));
  }
}
