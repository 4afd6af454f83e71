package org.bloomery.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `bloomery sweep` as a person meets it: killed, with configurations that fail, and with mistakes.
class SweepCommandTest {
  private static final String SHAPES =
      "sweep={hidden=[32,48,64], heads=[4,5], batch=[4,8], microBatch=[2], precision=[\"fp32\"],"
          + " warmUpSteps=1, steps=2}";

  @TempDir Path folder;

  private Command sweep(String... sets) {
    return command("sweep", sets);
  }

  private Command command(String verb, String... sets) {
    String[] arguments = new String[4 + 2 * sets.length];
    arguments[0] = verb;
    arguments[1] = "runs/tiny.toml";
    arguments[2] = "--out";
    arguments[3] = folder.resolve("run").toString();
    for (int i = 0; i < sets.length; i++) {
      arguments[4 + 2 * i] = "--set";
      arguments[5 + 2 * i] = sets[i];
    }
    return Command.bloomery(arguments);
  }

  private Path file() {
    return folder.resolve("run/sweep/sweep.csv");
  }

  private List<String> rows() throws Exception {
    List<String> lines = Files.exists(file()) ? Files.readAllLines(file()) : List.of();
    return lines.size() < 2 ? List.of() : lines.subList(2, lines.size());
  }

  private static void awaitRows(SweepCommandTest test, int count, Command.Running running)
      throws Exception {
    while (test.rows().size() < count) {
      assertTrue(running.process().isAlive(), running.output());
      Thread.sleep(20);
    }
  }

  private static void ended(int code, String sentence, Command.Result result) {
    assertEquals(code, result.exitCode(), result.output());
    assertTrue(result.output().contains(sentence), result.output());
    assertFalse(result.output().contains("\tat "), "no stack trace: " + result.output());
  }

  @Test
  void aSweepThatIsKilledGoesOnWithWhatIsMissing() throws Exception {
    Command.Running running = sweep(SHAPES).start();
    awaitRows(this, 2, running);
    running.kill();
    List<String> before = List.copyOf(rows());
    assertTrue(before.size() >= 2 && before.size() < 6, before.toString());
    Files.writeString(file(), "2,64,4,64", StandardOpenOption.APPEND); // as if cut in a line
    Command.Result result = sweep(SHAPES).run();
    ended(0, "6 configurations, " + before.size() + " of them measured before", result);
    assertTrue(result.output().contains("cut short"), result.output());
    assertTrue(
        result.output().contains("2 combinations left out: hidden = 32 is not a multiple of heads"),
        result.output());
    assertEquals(6, rows().size());
    assertEquals(before, rows().subList(0, before.size()));
    // What names a configuration stands in the first ten cells.
    assertEquals(
        6, rows().stream().map(row -> List.of(row.split(",")).subList(0, 10)).distinct().count());
    String finished = Files.readString(file());
    ended(0, "6 configurations, 6 of them measured before", sweep(SHAPES).run());
    assertEquals(finished, Files.readString(file()));
    Command.Result longer = sweep(SHAPES.replace("steps=2", "steps=3"), "sweep.hidden=[32]").run();
    ended(0, "starts over, because steps was 2 and is 3; what was measured is kept in", longer);
    assertEquals(2, rows().size());
  }

  /// The first configuration's process is killed from outside, and the second cannot be held by any
  /// machine: both have a line, and the third is measured.
  @Test
  void aConfigurationThatFailsIsALineAndTheSweepGoesOn() throws Exception {
    Command.Running running =
        sweep(
                "sweep={hidden=[64,1048576,32], warmUpSteps=1, steps=2}",
                "train.batch=4",
                "train.microBatch=2")
            .start();
    Optional<ProcessHandle> child = Optional.empty();
    while (child.isEmpty()) {
      assertTrue(running.process().isAlive(), running.output());
      Thread.sleep(5);
      child =
          running
              .process()
              .descendants()
              .filter(each -> each.info().commandLine().orElse("").contains("SweepTool"))
              .findFirst();
    }
    child.get().destroyForcibly();
    assertEquals(0, running.process().waitFor(), running.output());
    assertTrue(
        rows().get(0).endsWith("\"killed (signal 9), as a system does when its memory runs out\""));
    assertTrue(rows().get(1).contains("weights, gradients and moments take"), rows().get(1));
    assertTrue(rows().get(2).startsWith("2,32,4,640,64,2,4,fp32,false,2,"), rows().get(2));
    assertTrue(rows().get(2).endsWith(","), rows().get(2));
    assertTrue(running.output().contains("2 failed; delete their lines"), running.output());
  }

  /// From the table to the plan to its check, each saying what it rests on.
  @Test
  void aPlanRestsOnTheSweep() throws Exception {
    Path file = folder.resolve("run.toml");
    String tiny = Files.readString(Checkout.ROOT.resolve("runs/tiny.toml"));
    Files.writeString(file, tiny.replaceAll("(?m)^deviceFlopsPerSecond.*$", ""));
    String out = folder.resolve("run").toString();
    String lists = "sweep={layers=[1,2], hidden=[32,64], batch=[8,16], warmUpSteps=1, steps=2}";
    ended(
        0,
        "table, to plan with as plan.sweep: " + file(),
        Command.bloomery("sweep", file.toString(), "--out", out, "--set", lists).run());
    Command.Result planned =
        Command.bloomery("plan", file.toString(), "--out", out, "--set", "plan.sweep=" + file())
            .run();
    String said = "Calibrated on this machine's own short trainings: 8 configurations in fp32 by 2";
    ended(0, said, planned);
    assertTrue(planned.output().contains("where each was left out"), planned.output());
    Path training = Files.createDirectories(folder.resolve("run/training"));
    Files.copy(
        TinyRun.finished().resolve("training/measured.json"), training.resolve("measured.json"));
    ended(0, said, Command.bloomery("plan", "check", out).run());
    assertTrue(Files.readString(folder.resolve("run/plan-check.html")).contains("Calibrated on"));
  }

  @Test
  void whereEveryConfigurationFailsTheSweepHasFailed() throws Exception {
    ended(
        6,
        "every configuration failed, the first because: weights, gradients",
        sweep("sweep={hidden=[1048576], warmUpSteps=1, steps=2}").run());
  }

  @Test
  void mistakesAreSaidBeforeAnyWork() throws Exception {
    ended(2, "the run file has no [sweep]", sweep().run());
    ended(
        2,
        "no combination of [sweep] can be trained",
        sweep("sweep={heads=[5,7], warmUpSteps=1, steps=2}").run());
    ended(2, "sweep.hiden is not a known key", sweep("sweep={hiden=[5], steps=2}").run());
    assertFalse(Files.exists(file()));
    Files.createDirectories(file().getParent());
    Files.writeString(file(), "what is this\n", StandardCharsets.UTF_8);
    ended(3, "is not the table of a sweep", sweep(SHAPES).run());
  }
}
