package org.bloomery.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a person reads, and what a script gets, when something is wrong before or outside a stage.
class BadInputTest {
  @TempDir Path folder;

  private void expect(int exitCode, String sentence, Command.Result result) {
    assertEquals(exitCode, result.exitCode(), result.output());
    assertTrue(result.output().contains(sentence), result.output());
    assertFalse(result.output().contains("\tat "), "no stack trace: " + result.output());
  }

  private String runFile(String from, String to) throws IOException {
    String tiny = Files.readString(Checkout.ROOT.resolve("runs/tiny.toml"));
    assertTrue(tiny.contains(from), from);
    Path file = folder.resolve("run.toml");
    Files.writeString(file, tiny.replace(from, to));
    return file.toString();
  }

  private Command.Result plan(String runFile, String... more) throws Exception {
    String[] arguments = new String[4 + more.length];
    arguments[0] = "plan";
    arguments[1] = runFile;
    arguments[2] = "--out";
    arguments[3] = folder.resolve("out").toString();
    System.arraycopy(more, 0, arguments, 4, more.length);
    return Command.bloomery(arguments).run();
  }

  @Test
  void allMistakesOfARunFileComeAtOnceWithTheirPlaces() throws Exception {
    String file = runFile("hidden = 64\nlayers = 2", "hiden = 64\nlayers = \"two\"");
    Command.Result result = plan(file);
    expect(2, "model.hiden is not a known key", result);
    expect(2, "model.layers = \"two\", but it must be a whole number", result);
    expect(2, "model.hidden is missing", result);
    assertTrue(result.output().contains(file + ":"), result.output());
    assertFalse(Files.exists(folder.resolve("out")), "nothing may be written before the check");
  }

  @Test
  void aWidthThatTheHeadsDoNotDivideIsRefusedWithOneThatTheyDo() throws Exception {
    expect(
        2,
        "hidden = 65 is not a multiple of heads = 4",
        plan(runFile("hidden = 64", "hidden = 65")));
  }

  @Test
  void aStudyOnAnUnknownDeviceOrOfNoHoursIsRefused() throws Exception {
    String bloom = Checkout.ROOT.resolve("runs/bloom-176b.toml").toString();
    expect(
        2,
        "is not a known device; did you mean",
        plan(bloom, "--set", "plan.cluster.device=a1000"));
    expect(2, "weeks = 0.0 must be above zero", plan(bloom, "--set", "plan.budget.weeks=0"));
  }

  /// BLOOM's own layout of 384 ranks; embedding and head count as a block each.
  @Test
  void aLayoutOfManyProcessesIsShownAndRefusedBeforeAnyWork() throws Exception {
    for (List<String> command :
        List.of(
            List.of("train", "runs/bloom-176b.toml"),
            List.of("run", "runs/bloom-176b.toml", "--dry-run"))) {
      List<String> words = new ArrayList<>(command);
      words.addAll(List.of("--out", folder.resolve("bloom").toString()));
      Command.Result result = Command.bloomery(words.toArray(String[]::new)).run();
      expect(2, "asks for 384 processes, and this machine of ", result);
      expect(
          2,
          "176,247,271,424 parameters on 384 ranks: 4 tensor × 8 data × 12 pipeline, 1F1B, ZeRO 1",
          result);
      List<String> rows =
          result
              .output()
              .lines()
              .filter(line -> line.matches("train: \\d+ .*"))
              .map(line -> line.replaceAll(" {2,}", "|"))
              .toList();
      assertEquals(12, rows.size(), result.output());
      assertTrue(rows.getFirst().startsWith("train: 0|embedding + 5|3,98"), rows.getFirst());
      for (int stage = 1; stage < 11; stage++) {
        assertTrue(rows.get(stage).startsWith("train: " + stage + "|6|3,70"), rows.get(stage));
      }
      assertTrue(rows.getLast().startsWith("train: 11|5 + head|3,98"), rows.getLast());
      assertFalse(Files.exists(folder.resolve("bloom")), "nothing may be written before the check");
    }
  }

  @Test
  void aLayoutThatDoesNotDivideIsRefusedBeforeAnyWorkWithTheNearestThatDoes() throws Exception {
    String[][] cases = {
      {"train.layout.tensor=5", "cannot share 4 heads; the nearest that does is 4"},
      {"train.layout.pipeline=5", "the nearest that works is pipeline = 4"},
      {"train.layout.data=3", "the nearest layout.data that divides is 2"},
      {"train.ramp={start=8,increment=4,samples=99}", "the nearest microBatch that divides is 4"},
      {"train.layout.zero=3", "set 0, 1 or 2"},
      {"train.layout.schedule=interleaved", "the nearest that works is schedule = \"1f1b\""}
    };
    for (String[] one : cases) {
      Command.Result result =
          Command.bloomery(
                  "run",
                  "runs/tiny.toml",
                  "--out",
                  folder.resolve("out").toString(),
                  "--set",
                  "train.layout={tensor=1,pipeline=1,data=1,zero=0,schedule=\"1f1b\"}",
                  "--set",
                  one[0])
              .run();
      expect(2, one[1], result);
      assertFalse(Files.exists(folder.resolve("out")), "nothing may be written before the check");
    }
  }

  @Test
  void aMissingRunFileIsNamed() throws Exception {
    expect(5, "missing.toml does not exist", plan("missing.toml"));
  }

  @Test
  void brokenTomlIsNamedWithItsLine() throws Exception {
    String file = runFile("name = \"tiny\"", "name = \"tiny");
    expect(2, file + ":3:", plan(file));
  }

  @Test
  void aSettingOnTheCommandLineIsCheckedLikeOneInTheFile() throws Exception {
    expect(
        2,
        "--set train.token",
        plan(Checkout.ROOT.resolve("runs/tiny.toml").toString(), "--set", "train.token=3"));
  }

  @Test
  void anUnknownCommandIsAUsageError() throws Exception {
    expect(2, "trian", Command.bloomery("trian").run());
  }

  @Test
  void aStageWithoutItsInputsNamesTheStageToRun() throws Exception {
    Command.Result result =
        Command.bloomery("pack", "runs/tiny.toml", "--out", folder.resolve("empty").toString())
            .run();
    expect(4, "bloomery curate", result);
  }

  @Test
  void withoutAJdk25TheLauncherSaysWhatToInstall() throws Exception {
    Command.Result result =
        Command.bloomery("plan", "runs/tiny.toml")
            .with("JAVA_HOME", "/nonexistent")
            .with("BLOOMERY_JDKS", "")
            .with("PATH", pathWithoutJava())
            .run();
    expect(5, "no JDK 25 was found", result);
  }

  @Test
  void withoutNativesTheLauncherNamesThePlatformsThatHaveThem() throws Exception {
    Command.Result result =
        Command.bloomery("train", "runs/tiny.toml").with("BLOOMERY_PLATFORM", "none").run();
    expect(5, "linux-x86_64, macosx-arm64 and windows-x86_64", result);
  }

  /// The commands that the launcher itself needs, and nothing else.
  private String pathWithoutJava() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    for (String tool : new String[] {"sh", "dirname", "readlink", "sed", "uname"}) {
      for (String place : new String[] {"/usr/bin/", "/bin/"}) {
        Path real = Path.of(place + tool);
        if (Files.exists(real) && !Files.exists(bin.resolve(tool))) {
          Files.createSymbolicLink(bin.resolve(tool), real);
        }
      }
    }
    return bin.toString();
  }
}
