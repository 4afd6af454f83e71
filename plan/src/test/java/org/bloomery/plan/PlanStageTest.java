package org.bloomery.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.ResourceException;
import org.bloomery.artifact.RunFileException;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.RunFile;
import org.bloomery.artifact.stage.RunDirectory;
import org.bloomery.artifact.stage.StageRun;
import org.bloomery.artifact.sweep.SweepFile;
import org.bloomery.plan.layout.calibration.SweptMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanStageTest {
  private static final Path RUN =
      Path.of(System.getProperty("bloomery.root", "..")).resolve("runs/tiny.toml");

  @TempDir Path out;
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  private JsonNode plan(Path runFile, String... sets) throws IOException {
    List<String> all = new ArrayList<>(List.of("model.hidden=64", "model.layers=2"));
    all.addAll(List.of(sets));
    Run run = RunFile.load(runFile, all).run();
    Console console =
        new Console(new PrintStream(shown, true, StandardCharsets.UTF_8), false, "plan");
    new StageRun(new PlanStage(), run, new RunDirectory(out), console).execute();
    return Json.read(out.resolve("plan/plan.json"), JsonNode.class);
  }

  private static JsonNode figure(JsonNode figures, String name) {
    for (JsonNode figure : figures) {
      if (figure.path("name").asText().equals(name)) {
        return figure;
      }
    }
    throw new AssertionError(name + " is not in " + figures);
  }

  @Test
  void everyFigureNamesItsSource() throws IOException {
    JsonNode plan = plan(RUN);
    assertTrue(plan.path("figures").size() > 10);
    for (JsonNode figure : plan.path("figures")) {
      assertFalse(figure.path("source").asText().isEmpty(), figure.toString());
    }
    assertEquals(5, plan.path("laws").size());
    // 640 rows (600 padded to a multiple of 128), hidden 64, 2 layers
    long parameters = 640 * 64 + 4 * 64 + 2 * (12 * 64 * 64 + 13 * 64);
    assertEquals(parameters, figure(plan.path("figures"), "parameters").path("value").asLong());
  }

  @Test
  void hoursBecomeTokensAtAGivenSpeed() throws IOException {
    Path file = withoutTokens();
    JsonNode plan =
        plan(file, "plan.hours=2", "plan.deviceFlopsPerSecond=1e12", "plan.utilisation=0.5");
    JsonNode figures = plan.path("figures");
    double perToken = figure(figures, "flopsPerToken").path("value").asDouble();
    assertEquals(
        Math.floor(2 * 3600 * 0.5e12 / perToken),
        figure(figures, "tokens").path("value").asDouble());
  }

  @Test
  void measuredSpeedStaysOutOfThePlan() throws IOException {
    JsonNode plan = plan(withoutSpeed());
    assertFalse(plan.has("time"));
    assertTrue(plan.has("figures"));
    JsonNode measured = Json.read(out.resolve("plan/measured.json"), JsonNode.class);
    JsonNode speed = figure(measured.path("speed"), "deviceFlopsPerSecond");
    assertNotEquals(0, speed.path("value").asDouble());
    assertTrue(shown.toString(StandardCharsets.UTF_8).contains("measured: fp32"));
  }

  /// The same file and the same table give the same plan, and its speed is the machine's.
  @Test
  void aSweepOfThisMachineTakesThePlaceOfSpeedAndUtilisation() throws IOException {
    Path file = withoutSpeed();
    String sweep = "plan.sweep=" + new SweptMachine().write(out.resolve("sweep.csv"));
    String[] small = {sweep, "model.hidden=256", "train.microBatch=2", "train.batch=8"};
    JsonNode plan = plan(file, small);
    JsonNode step = figure(plan.path("time"), "secondsPerStep");
    // 640 rows of 256, 2 layers, 8 sequences of 64: what the machine of the sweep takes for it
    double perToken = 72.0 * 2 * 256 * 256 * (1 + 64 / 6.0 / 256 + 640 / 12.0 / 2 / 256);
    double parameters = 640 * 256 + 4 * 256 + 2 * (12 * 256 * 256 + 13 * 256);
    double seconds = perToken * 512 / 6e10 + 0.0005 * 2 * 4 + 5 * 28 * parameters / 3e10 + 0.003;
    assertEquals(seconds, step.path("value").asDouble(), 1e-4 * seconds);
    assertEquals(
        40_000 / 512.0 * seconds,
        figure(plan.path("time"), "seconds").path("value").asDouble(),
        1e-4 * 40_000 / 512.0 * seconds);
    assertTrue(
        figure(plan.path("figures"), "memoryHighBytes")
            .path("source")
            .asText()
            .contains("fitted to 48 rows"));
    assertEquals(3, plan.path("calibrated").size());
    assertEquals(48, plan.path("calibration").path("steps").path("rows").size());
    assertTrue(shown.toString(StandardCharsets.UTF_8).contains("Calibrated on this machine's own"));
    plan(file, small);
    assertTrue(shown.toString(StandardCharsets.UTF_8).contains("up to date"));
    try (SweepFile table = SweepFile.open(out.resolve("sweep.csv"), Map.of(), sentence -> {})) {
      table.append(table.rows().getFirst());
    }
    plan(file, small);
    assertTrue(shown.toString(StandardCharsets.UTF_8).contains("the input plan.sweep has changed"));
  }

  @Test
  void aSweepThatIsNotThereOrStandsBesideASpeedIsRefused() throws IOException {
    RunFileException both =
        assertThrows(RunFileException.class, () -> plan(RUN, "plan.sweep=" + out.resolve("s.csv")));
    assertTrue(both.getMessage().contains("leave deviceFlopsPerSecond out"), both.getMessage());
    Path file = withoutSpeed();
    ResourceException missing =
        assertThrows(
            ResourceException.class, () -> plan(file, "plan.sweep=" + out.resolve("s.csv")));
    assertTrue(missing.getMessage().contains("s.csv\" cannot be read"), missing.getMessage());
  }

  private Path withoutSpeed() throws IOException {
    Path file = out.resolve("without-speed.toml");
    return Files.writeString(
        file, Files.readString(RUN).replaceAll("(?m)^deviceFlopsPerSecond.*$", ""));
  }

  @Test
  void budgetIsRequired() {
    RunFileException refused =
        assertThrows(RunFileException.class, () -> RunFile.load(withoutTokens(), List.of()));
    assertTrue(refused.getMessage().contains("plan: state a budget"), refused.getMessage());
  }

  private Path withoutTokens() throws IOException {
    Path file = out.resolve("without-tokens.toml");
    String text = Files.readString(RUN);
    int plan = text.indexOf("[plan]");
    String section = text.substring(plan, text.indexOf("\n[", plan + 1));
    Files.writeString(file, text.replace(section, section.replaceAll("(?m)^tokens.*$", "")));
    return file;
  }
}
