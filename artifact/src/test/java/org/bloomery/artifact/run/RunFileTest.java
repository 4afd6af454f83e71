package org.bloomery.artifact.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bloomery.artifact.ResourceException;
import org.bloomery.artifact.RunFileException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFileTest {
  @TempDir Path folder;

  enum Colour {
    RED,
    GREEN
  }

  record Leaf(int count, @Nullable String note) {
    Leaf {
      if (count < 0) {
        throw new IllegalArgumentException("count = " + count + " is negative; use 0 or more");
      }
    }
  }

  record Everything(
      String text,
      boolean flag,
      int small,
      long large,
      double real,
      Colour colour,
      List<Leaf> leaves,
      Map<String, Double> shares,
      @Nullable Leaf optional) {}

  private static final String GOOD =
      """
      text = "naïve 文"
      flag = true
      small = 7
      large = 9_000_000_000
      real = 3
      colour = "green"
      shares = { en = 0.5, "zh-Hant" = 1 }
      [[leaves]]
      count = 1
      [[leaves]]
      count = 2
      note = "two"
      """;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("file.toml"), text);
  }

  private List<String> problems(String text) throws IOException {
    Path file = file(text);
    return assertThrows(RunFileException.class, () -> RunFile.bind(file, Everything.class))
        .problems();
  }

  @Test
  void bindsEveryKindOfValue() throws IOException {
    assertEquals(
        new Everything(
            "naïve 文",
            true,
            7,
            9_000_000_000L,
            3.0,
            Colour.GREEN,
            List.of(new Leaf(1, null), new Leaf(2, "two")),
            Map.of("en", 0.5, "zh-Hant", 1.0),
            null),
        RunFile.bind(file(GOOD), Everything.class));
  }

  @Test
  void reportsAllProblemsAtOnceWithLineAndColumn() throws IOException {
    List<String> problems =
        problems(
            GOOD.replace("flag = true", "flag = \"yes\"")
                .replace("small = 7", "small = 5_000_000_000")
                .replace("colour = \"green\"", "colour = \"blue\"\ncolor = 1")
                .replace("text = \"naïve 文\"\n", ""));
    assertEquals(5, problems.size(), problems.toString());
    String path = folder.resolve("file.toml").toString();
    assertTrue(problems.contains(path + ":1:1: flag = \"yes\", but it must be true or false"));
    assertTrue(
        problems.contains(
            path + ":2:1: small = 5000000000, but it must be a whole number below 2^31"));
    assertTrue(
        problems.contains(path + ":5:1: colour = \"blue\", but it must be one of red, green"));
    assertTrue(
        problems.stream().anyMatch(p -> p.startsWith(path + ":6:1: color is not a known key")));
    assertTrue(problems.stream().anyMatch(p -> p.contains("text is missing")));
  }

  @Test
  void aRecordThatRefusesItsValuesSpeaksForItself() throws IOException {
    List<String> problems = problems(GOOD.replace("count = 1", "count = -1"));
    assertEquals(1, problems.size(), problems.toString());
    assertTrue(
        problems.getFirst().contains("leaves[0]: count = -1 is negative"), problems.getFirst());
  }

  @Test
  void brokenTomlIsReportedWithItsPlace() throws IOException {
    List<String> problems = problems("text = \"open\nflag = true\n");
    assertTrue(problems.getFirst().contains("file.toml:1:"), problems.getFirst());
  }

  @Test
  void aMissingFileIsAMissingResource() {
    ResourceException missing =
        assertThrows(
            ResourceException.class, () -> RunFile.load(folder.resolve("none.toml"), List.of()));
    assertEquals(5, missing.exitCode());
  }

  private static Path tiny() {
    return Path.of(System.getProperty("bloomery.root", "..")).resolve("runs/tiny.toml");
  }

  @Test
  void laterLayersWinAndTheResolvedFileSaysWhereFrom() {
    RunFile run = RunFile.load(tiny(), List.of("model.layers=3", "curate.master=local[1]"));
    assertEquals(3, run.run().model().layers());
    assertEquals("local[1]", run.run().curate().master());
    String resolved = run.resolved();
    assertTrue(resolved.contains("layers = 3  # --set model.layers"), resolved);
    assertTrue(resolved.contains("master = \"local[1]\"  # --set curate.master"), resolved);
    assertTrue(resolved.contains("clip = 1.0  # preset small:"), resolved);
    assertTrue(resolved.contains("hidden = 64  # " + tiny()), resolved);
  }

  @Test
  void automaticPrecisionIsResolvedForThisDevice() {
    RunFile run = RunFile.load(tiny(), List.of("train.precision=auto"));
    assertEquals(Precision.AUTO.resolved(), run.run().train().precision());
    assertTrue(run.resolved().contains("auto on this device"), run.resolved());
  }

  @Test
  void aWrongSettingOnTheCommandLineIsNamedAsSuch() {
    RunFileException wrong =
        assertThrows(
            RunFileException.class, () -> RunFile.load(tiny(), List.of("model.layers=many")));
    assertTrue(
        wrong.getMessage().contains("--set model.layers: model.layers = \"many\""),
        wrong.getMessage());
  }
}
