package org.bloomery.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.bloomery.artifact.AtomicFiles;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// The whole chain on the small texts of this repository, killed on the way and not.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WholeChainTest {
  private static final String RUN_FILE = "runs/tiny.toml";

  @TempDir static Path folder;

  private static Path undisturbed() {
    return folder.resolve("undisturbed");
  }

  @Test
  @Order(1)
  void oneCommandLeadsFromTextToARelease() throws Exception {
    Command.Result result =
        Command.bloomery("run", RUN_FILE, "--out", undisturbed().toString()).run();
    assertEquals(0, result.exitCode(), result.output());
    for (String file :
        new String[] {
          "config.json",
          "generation_config.json",
          "model.safetensors",
          "tokenizer.json",
          "tokenizer_config.json",
          "README.md",
          "lineage.json"
        }) {
      assertTrue(Files.exists(undisturbed().resolve("release").resolve(file)), file);
    }
    assertTrue(Files.exists(undisturbed().resolve("report.html")));
    assertTrue(Files.exists(undisturbed().resolve("resolved.toml")));
  }

  @Test
  @Order(2)
  void theReleaseContinuesAText() throws Exception {
    Command.Result result =
        Command.bloomery(
                "generate", undisturbed().toString(), "--prompt", "The river", "--max-tokens", "12")
            .run();
    assertEquals(0, result.exitCode(), result.output());
    assertTrue(result.output().contains("The river"), result.output());
  }

  @Test
  @Order(3)
  void aSecondRunFindsEverythingDone() throws Exception {
    Map<String, String> before = Trees.digests(undisturbed());
    Command.Result result =
        Command.bloomery("run", RUN_FILE, "--out", undisturbed().toString()).run();
    assertEquals(0, result.exitCode(), result.output());
    assertEquals(8, result.output().lines().filter(line -> line.contains("up to date")).count());
    assertEquals(before, Trees.digests(undisturbed()));
  }

  @Test
  @Order(4)
  void inspectVerifiesTheRunAndRefusesAChangedFile() throws Exception {
    Command.Result whole = Command.bloomery("inspect", undisturbed().toString()).run();
    assertEquals(0, whole.exitCode(), whole.output());
    Path copy = folder.resolve("changed");
    copy(undisturbed(), copy);
    Path shard = copy.resolve("tokenizer/tokenizer.json");
    byte[] bytes = Files.readAllBytes(shard);
    bytes[bytes.length / 2] ^= 1;
    Files.write(shard, bytes);
    Command.Result changed = Command.bloomery("inspect", copy.toString()).run();
    assertEquals(4, changed.exitCode(), changed.output());
    assertTrue(changed.output().contains("SHA-256"), changed.output());
  }

  @Test
  @Order(5)
  void aPortInUseIsNamedWithTheRemedy() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      Command.Result result =
          Command.bloomery("serve", undisturbed().toString(), "--port", port).run();
      assertEquals(5, result.exitCode(), result.output());
      assertTrue(result.output().contains(port), result.output());
      assertTrue(result.output().contains("--port"), result.output());
    }
  }

  @Test
  @Order(6)
  void aRunKilledInEveryStageEndsWithTheSameRelease() throws Exception {
    Path killed = folder.resolve("killed");
    for (String stage : new String[] {"corpus", "tokenizer", "shards", "training"}) {
      Command.Running running =
          Command.bloomery("run", RUN_FILE, "--out", killed.toString()).start();
      Path work = killed.resolve(stage + ".partial");
      // Training is left until it has two checkpoints: the newer one will be cut short.
      Path newer = work.resolve("checkpoints/step-000020");
      running.awaitFile(stage.equals("training") ? newer : work);
      running.kill();
      assertTrue(Files.notExists(killed.resolve(stage)), "killed too late in " + stage);
      if (stage.equals("training")) {
        cutShort(newer.resolve("weights.safetensors"));
      }
    }
    for (String stage : new String[] {"evaluation", "release"}) {
      Command.Running running =
          Command.bloomery("run", RUN_FILE, "--out", killed.toString()).start();
      running.awaitFile(killed.resolve(stage + ".partial"));
      running.kill();
      if (stage.equals("evaluation")) {
        String said = running.output();
        assertTrue(Files.notExists(killed.resolve("evaluation")), "killed too late");
        assertTrue(said.contains("is cut short") && said.contains("after step 10 of"), said);
      }
    }
    Command.Result result = Command.bloomery("run", RUN_FILE, "--out", killed.toString()).run();
    assertEquals(0, result.exitCode(), result.output());
    for (String stage :
        new String[] {"corpus", "tokenizer", "shards", "training", "evaluation", "release"}) {
      assertEquals(
          Trees.digests(undisturbed().resolve(stage)), Trees.digests(killed.resolve(stage)), stage);
    }
  }

  private static void cutShort(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
  }

  private static void copy(Path from, Path to) throws IOException {
    AtomicFiles.deleteTree(to);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
