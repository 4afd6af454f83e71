package org.bloomery.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What a person sees of the faults of a long training, and that the same command goes on after
/// each to the very bytes of an undisturbed run. Faults that no command can bring about (a spike of
/// a hundred times the loss, a clock that jumps) are in train's `InjectedFaultsTest`.
@Tag("long")
@EnabledOnOs(OS.LINUX)
class InjectedFaultsTest {
  private static final String CHECKPOINTS = "training.partial/checkpoints";

  @TempDir static Path folder;
  private static Map<String, String> expected = Map.of();

  /// `train`, long enough to be met on its way.
  private static Command train(Path out, String... settings) {
    List<String> words =
        new ArrayList<>(List.of("train", "runs/tiny.toml", "--out", out.toString(), "--set"));
    words.add("train.tokens=400000");
    for (String setting : settings) {
      words.add("--set");
      words.add(setting);
    }
    return Command.bloomery(words.toArray(String[]::new));
  }

  private static Path prepared(String name) throws IOException, InterruptedException {
    return TinyRun.prepared(folder.resolve(name));
  }

  @BeforeAll
  static void trainUndisturbed() throws Exception {
    Path out = prepared("undisturbed");
    Command.Result result = train(out).run();
    assertEquals(0, result.exitCode(), result.output());
    expected = Trees.digests(out.resolve("training"));
  }

  private static void expect(int exitCode, String sentence, Command.Result result) {
    assertEquals(exitCode, result.exitCode(), result.output());
    assertTrue(result.output().contains(sentence), result.output());
    assertFalse(result.output().contains("\tat "), "no stack trace: " + result.output());
  }

  private static void goesOnToTheEnd(Path out, String sentence) throws Exception {
    expect(0, sentence, train(out).run());
    assertEquals(expected, Trees.digests(out.resolve("training")));
  }

  /// Starts training and waits for a file below its checkpoints.
  private static Command.Running startedUntil(Path out, String checkpoint, String... settings)
      throws Exception {
    Command.Running running = train(out, settings).start();
    Path sign = out.resolve(CHECKPOINTS).resolve(checkpoint);
    running.awaitFile(sign);
    return running;
  }

  private static Path killedAfter(String checkpoint, String name) throws Exception {
    Path out = prepared(name);
    startedUntil(out, checkpoint).kill();
    assertTrue(Files.notExists(out.resolve("training")), "it was killed too late to show a thing");
    return out;
  }

  private static void flipABit(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 4;
    Files.write(file, bytes);
  }

  @Test
  void aLossThatIsNotANumberEndsTrainingOrIsSkippedUntilThatIsTooMuch() throws Exception {
    Path out = prepared("nan");
    expect(6, "the weights were not touched", train(out, "train.learningRate=1e30").run());
    Command.Result skipping =
        train(out, "train.learningRate=1e30", "train.spike.policy=\"rollback\"").run();
    expect(6, "are skipped: the ", skipping);
    expect(6, "Training has skipped data", skipping);
  }

  @Test
  void afterAFlippedBitTheCheckpointBeforeIsTaken() throws Exception {
    Path out = killedAfter("step-000020", "flipped");
    Path newest;
    try (Stream<Path> all = Files.list(out.resolve(CHECKPOINTS))) {
      newest = all.filter(path -> !path.toString().endsWith(".tmp")).sorted().toList().getLast();
    }
    flipABit(newest.resolve("optimiser.safetensors"));
    goesOnToTheEnd(out, "optimiser.safetensors does not have the SHA-256");
  }

  @Test
  void killsWhileCheckpointsAreWrittenLoseNothing() throws Exception {
    Path out = prepared("killed");
    String[] always = {"train.checkpointEverySteps=1"};
    for (int kill = 0; kill < 4; kill++) {
      Command.Running running = startedUntil(out, "", always);
      while (kill > 0 && wholeCheckpoints(out) == 0) { // the first kill comes in the first save
        assertTrue(running.process().isAlive(), running.output());
        Thread.sleep(20);
      }
      Thread.sleep(100L * kill);
      Path saving = temporary(out, running);
      running.kill();
      assertTrue(saving.toString().endsWith(".tmp"));
      assertTrue(Files.notExists(out.resolve("training")), "killed too late");
    }
    goesOnToTheEnd(out, "goes on after step");
  }

  private static int wholeCheckpoints(Path out) {
    String[] names = out.resolve(CHECKPOINTS).toFile().list((_, name) -> name.matches("step-\\d+"));
    return names == null ? 0 : names.length;
  }

  /// Waits for the moment in which a checkpoint is being written.
  private static Path temporary(Path out, Command.Running running) throws IOException {
    while (true) {
      assertTrue(running.process().isAlive(), running.output());
      String[] names = out.resolve(CHECKPOINTS).toFile().list();
      for (String name : names == null ? new String[0] : names) {
        if (name.endsWith(".tmp")) {
          return out.resolve(name);
        }
      }
    }
  }

  /// A disk of its own, which fills up after the first checkpoint: a mount that only the command
  /// below sees, where the system lets a user make one.
  @Test
  void aFullDiskEndsTrainingAndLosesNothing() throws Exception {
    Path disk = Files.createDirectories(folder.resolve("disk"));
    String mount = "mount -t tmpfs -o size=96m tmpfs '" + disk + "'";
    List<String> own = List.of("unshare", "--user", "--map-root-user", "--mount", "sh", "-c");
    assumeTrue(
        succeeds(own, mount), "this system lets no user mount a disk: unshare --user --mount");
    Path result = Files.createDirectories(folder.resolve("from-disk"));
    String command =
        "./bloomery train runs/tiny.toml --set train.tokens=400000 --out '" + disk + "'";
    String script =
        String.join(
            "\n",
            mount + " || exit 90",
            "cp -a '" + prepared("for-disk") + "/.' '" + disk + "'",
            command + " & training=$!",
            "until [ -e '" + disk.resolve(CHECKPOINTS).resolve("step-000010") + "' ]; do",
            "  kill -0 $training || exit 91; sleep 0.01",
            "done",
            "dd if=/dev/zero of='" + disk.resolve("filler") + "' bs=4096 2>/dev/null",
            "wait $training; echo \"ended with $?\"",
            "rm '" + disk.resolve("filler") + "'",
            command + " || exit 92",
            "cp -a '" + disk.resolve("training") + "' '" + result + "'");
    Command.Result said = Command.of(with(own, script)).run();
    expect(0, "ended with 5", said);
    assertTrue(said.output().contains("no space left on device"), said.output());
    assertTrue(said.output().contains("free disk space"), said.output());
    assertTrue(said.output().contains("goes on after step"), said.output());
    assertEquals(expected, Trees.digests(result.resolve("training")));
  }

  private static List<String> with(List<String> words, String last) {
    return Stream.concat(words.stream(), Stream.of(last)).toList();
  }

  private static boolean succeeds(List<String> words, String last) throws Exception {
    try {
      return Command.of(with(words, last)).run().exitCode() == 0;
    } catch (IOException e) {
      return false; // no such command
    }
  }

  /// A pipe that nobody writes into stands for a file server that does not answer.
  @Test
  void aHungFileEndsTrainingWithTheStacksOfAllThreads() throws Exception {
    Path out = killedAfter("step-000010", "hung");
    Path file = out.resolve("training.partial/measured/steps.jsonl");
    Path aside = out.resolve("steps.jsonl");
    Files.move(file, aside);
    assertEquals(0, Command.of(List.of("mkfifo", file.toString())).run().exitCode());
    expect(
        6,
        "nothing got on for 2 seconds (train.stallSeconds)",
        train(out, "train.stallSeconds=2").run());
    String stacks = Files.readString(out.resolve("training.partial/measured/stall.txt"));
    assertTrue(stacks.contains("MeasuredLog.open"), stacks);
    Files.delete(file);
    Files.move(aside, file);
    goesOnToTheEnd(out, "goes on after step");
  }

  @Test
  void aJobThatWasSuspendedIsNotTakenForHung() throws Exception {
    Path out = prepared("suspended");
    Command.Running running = startedUntil(out, "step-000010", "train.stallSeconds=4");
    signal("-STOP", running);
    Thread.sleep(6000);
    signal("-CONT", running);
    assertEquals(0, running.process().waitFor(), running.output());
    assertEquals(expected, Trees.digests(out.resolve("training")));
  }

  private static void signal(String name, Command.Running running) throws Exception {
    List<String> words = new ArrayList<>(List.of("kill", name));
    running.process().descendants().forEach(handle -> words.add(String.valueOf(handle.pid())));
    assertTrue(words.size() > 2, "the stage is a process of its own");
    assertEquals(0, Command.of(words).run().exitCode());
  }

  @Test
  void shardsThatChangeUnderARunningJobEndItAndAreRefusedUntilTheyAreBack() throws Exception {
    Path out = prepared("meddled");
    Command.Running running = startedUntil(out, "step-000010");
    Path shard;
    try (Stream<Path> shards = Files.list(out.resolve("shards"))) {
      shard =
          shards
              .filter(path -> path.toString().endsWith("en.bin"))
              .sorted()
              .findFirst()
              .orElseThrow();
    }
    byte[] content = Files.readAllBytes(shard);
    flipABit(shard);
    int exitCode = running.process().waitFor();
    expect(
        4,
        shard.getFileName() + " has changed while training reads it",
        new Command.Result(exitCode, running.output()));
    expect(4, "SHA-256", train(out).run());
    Files.write(shard, content);
    goesOnToTheEnd(out, "goes on after step");
  }
}
