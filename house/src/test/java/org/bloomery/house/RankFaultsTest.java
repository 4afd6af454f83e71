package org.bloomery.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Faults of one of two ranks that are processes: each is detected, and the rank is named.
@EnabledOnOs(OS.LINUX) // finds the process of a rank in /proc, and stops it
class RankFaultsTest {
  private static final String FIRST_CHECKPOINT = "training.partial/checkpoints/step-000010";

  @TempDir static Path folder;

  private static Command train(Path out, String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "layout.tensor=1",
                "layout.pipeline=1",
                "layout.data=2",
                "layout.zero=0",
                "layout.schedule=1f1b"));
    all.addAll(List.of(settings));
    return TinyRun.train(out, all);
  }

  private static Path prepared(String name) throws Exception {
    return TinyRun.prepared(folder.resolve(name));
  }

  private static void signal(String name, ProcessHandle process) throws Exception {
    assertEquals(0, Command.of(List.of("kill", name, "" + process.pid())).run().exitCode());
  }

  /// The data would bring it about again.
  @Test
  void aLossThatIsNotANumberEndsTrainingWithoutAnotherStart() throws Exception {
    Command.Result result = train(prepared("nan"), "learningRate=1e30").run();
    assertEquals(6, result.exitCode(), result.output());
    assertTrue(result.output().contains("the weights were not touched"), result.output());
    assertFalse(result.output().contains("start again"), result.output());
  }

  @Test
  @Tag("long")
  void aRankThatHangsIsNamedAndTheRunGoesOnWithoutIt() throws Exception {
    Path out = prepared("hung");
    Command.Running running = train(out, "tokens=100000", "stallSeconds=8").start();
    running.awaitFile(out.resolve(FIRST_CHECKPOINT));
    ProcessHandle rank = running.rank(1);
    signal("-STOP", rank);
    assertTrue(running.process().waitFor(300, TimeUnit.SECONDS), running.output());
    String said = running.output();
    assertEquals(0, running.process().exitValue(), said);
    assertTrue(said.contains("process " + rank.pid() + " no longer answers"), said);
    assertTrue(said.contains("all ranks start again from the last checkpoint (1 of 3)"), said);
    assertTrue(said.contains("goes on after step"), said);
  }

  /// It stands still for three quarters of the time.
  @Test
  @Tag("long")
  void aSlowRankIsNamedWithItsHost() throws Exception {
    Path out = prepared("slow");
    Command.Running running = train(out, "tokens=100000").start();
    running.awaitFile(out.resolve(FIRST_CHECKPOINT));
    ProcessHandle rank = running.rank(1);
    Command.Running slowing =
        Command.of(
                List.of(
                    "sh",
                    "-c",
                    "while kill -STOP %1$d; do sleep 0.09; kill -CONT %1$d; sleep 0.03; done"
                        .formatted(rank.pid())))
            .start();
    assertTrue(running.process().waitFor(300, TimeUnit.SECONDS), running.output());
    assertTrue(slowing.process().waitFor(10, TimeUnit.SECONDS));
    String said = running.output();
    assertEquals(0, running.process().exitValue(), said);
    assertTrue(said.contains("process " + rank.pid() + " computes "), said);
    assertTrue(said.contains(" times as long as the other ranks of stage 0"), said);
    assertFalse(said.contains("rank 0 on host"), said);
  }

  /// Each rank is started by hand, as on two hosts, over a run directory of its own.
  @Test
  void aRankOnAnotherVersionOfTheDataIsNamed() throws Exception {
    Path old = prepared("old");
    Path manifest = old.resolve("shards/manifest.json");
    Files.writeString(
        manifest, Files.readString(manifest).replaceFirst("(\"sha256\" ?: ?\")....", "$10000"));
    int port = freePort();
    Command.Running first = seated(train(prepared("new")), 0, port).start();
    Command.Running second = seated(train(old), 1, port).start();
    for (Command.Running rank : List.of(first, second)) {
      assertTrue(rank.process().waitFor(120, TimeUnit.SECONDS), rank.output());
      assertEquals(4, rank.process().exitValue(), rank.output());
      assertTrue(rank.output().contains("rank 1 on host "), rank.output());
      assertTrue(rank.output().contains("sees another version of the shards ("), rank.output());
    }
  }

  private static Command seated(Command command, int rank, int port) {
    return command
        .with("RANK", "" + rank)
        .with("WORLD_SIZE", "2")
        .with("MASTER_ADDR", "127.0.0.1")
        .with("MASTER_PORT", "" + port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
