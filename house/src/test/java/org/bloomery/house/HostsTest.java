package org.bloomery.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Training on two hosts, and what happens when the cable between them is cut.
@Tag("long")
@EnabledOnOs(OS.LINUX)
class HostsTest {
  private static final int RANKS = 4;

  @TempDir Path folder;

  /// Two shares on each host, and a stage of the pipeline each.
  private static List<Command.Running> start(Hosts hosts, Path out) throws IOException {
    List<Command.Running> ranks = new ArrayList<>();
    for (int rank = 0; rank < RANKS; rank++) {
      List<String> words = new ArrayList<>(List.of("./bloomery", "train", "runs/tiny.toml"));
      words.addAll(List.of("--out", out.toString()));
      for (String set :
          List.of(
              "layout.tensor=2",
              "layout.pipeline=2",
              "layout.data=1",
              "layout.zero=0",
              "layout.schedule=1f1b",
              "microBatch=2")) {
        words.addAll(List.of("--set", "train." + set));
      }
      ranks.add(
          hosts
              .on(rank / 2, words)
              .with("RANK", Integer.toString(rank))
              .with("WORLD_SIZE", Integer.toString(RANKS))
              .with("MASTER_ADDR", Hosts.FIRST)
              .with("MASTER_PORT", "29500")
              .start());
    }
    return ranks;
  }

  private static void requireEnd(List<Command.Running> ranks, int exitCode) throws Exception {
    for (Command.Running rank : ranks) {
      assertEquals(exitCode, rank.process().waitFor(), rank.output());
    }
  }

  @Test
  void aCutCableEndsTheRunWhichGoesOnToTheSameBytesWhenItIsMended() throws Exception {
    Optional<String> refusal = Hosts.refusal();
    refusal.ifPresent(reason -> System.out.println("HostsTest is skipped: " + reason));
    assumeTrue(refusal.isEmpty(), () -> refusal.orElse(""));
    try (Hosts hosts = Hosts.of("40mbit")) {
      Path undisturbed = TinyRun.prepared(folder.resolve("undisturbed"));
      requireEnd(start(hosts, undisturbed), 0);
      Path cut = TinyRun.prepared(folder.resolve("cut"));
      List<Command.Running> ranks = start(hosts, cut);
      Path first = cut.resolve("training.partial/checkpoints/step-000010");
      ranks.getFirst().awaitFile(first);
      hosts.cut();
      requireEnd(ranks, 6);
      for (int rank = 0; rank < RANKS; rank++) {
        String said = ranks.get(rank).output();
        System.out.println(said.lines().toList().getLast());
        String blamed =
            rank < 2
                ? "(?s).*rank [23] on host host-1, process \\d+.* no longer answers?; .*"
                : "(?s).*the meeting place of the ranks at 192.0.2.1:29500 no longer answers rank "
                    + rank
                    + " on host host-1, process \\d+; rank 0, its host or the network.*";
        assertTrue(said.matches(blamed), said);
      }
      assertTrue(Files.notExists(cut.resolve("training")), "it was cut too late to show a thing");
      hosts.mend();
      List<Command.Running> again = start(hosts, cut);
      requireEnd(again, 0);
      String said = again.getFirst().output();
      assertTrue(said.contains("goes on after step"), said);
      assertEquals(
          Trees.digests(undisturbed.resolve("training")), Trees.digests(cut.resolve("training")));
    }
  }
}
