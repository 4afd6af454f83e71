package org.bloomery.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bloomery.artifact.BloomeryException;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.ResourceException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A small run directory: a plan of 1,000 tokens in 2 s within 2 to 3 GiB.
class CheckToolTest {
  private static final long GIB = 1L << 30;
  private static final List<Map<String, Object>> FIGURES =
      List.of(
          Map.of("name", "tokens", "value", 1000),
          Map.of("name", "memoryLowBytes", "value", 2 * GIB),
          Map.of("name", "memoryHighBytes", "value", 3 * GIB));
  private static final List<Map<String, Object>> TIME =
      List.of(Map.of("name", "seconds", "value", 2));

  @TempDir Path run;

  @BeforeEach
  void prepares() throws IOException {
    write("plan/plan.json", Map.of("figures", FIGURES, "time", TIME));
    write("plan/measured.json", Map.of());
    train(Map.of("tokensPerSecond", 400, "peakMemoryBytes", 5 * GIB / 2));
  }

  private void write(String name, Object json) throws IOException {
    Path file = run.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, Json.pretty(json));
  }

  private void train(Map<String, Object> measured) throws IOException {
    write("training/measured.json", measured);
  }

  private String shown() throws IOException {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    Console console =
        new Console(new PrintStream(shown, true, StandardCharsets.UTF_8), false, "plan check");
    CheckTool.run(Json.line(Map.of("directory", run.toString())), console);
    return shown.toString(StandardCharsets.UTF_8);
  }

  private String refusal() {
    return assertThrows(BloomeryException.class, () -> CheckTool.rows(run)).getMessage();
  }

  @Test
  void setsThePlanBesideWhatTrainingMeasured() {
    assertEquals(
        List.of(
            List.of("tokens a second", "500", "400", "+25.0 %"),
            List.of("memory, GiB", "2.00 – 3.00", "2.50", "inside the band")),
        CheckTool.rows(run));
  }

  /// Where the machine's speed was measured, time and figures stand in `measured.json`.
  @Test
  void readsAPlanThatWasMeasured() throws IOException {
    List<List<String>> stated = CheckTool.rows(run);
    write("plan/plan.json", Map.of("shape", Map.of()));
    write("plan/measured.json", Map.of("speed", TIME, "plan", Map.of("figures", FIGURES)));
    assertEquals(stated, CheckTool.rows(run));
  }

  @Test
  void memoryOutsideTheBandIsHeldAgainstItsNearestEdge() throws IOException {
    train(Map.of("tokensPerSecond", 400, "peakMemoryBytes", 4 * GIB));
    assertEquals("-25.0 %", CheckTool.rows(run).get(1).get(3));
    train(Map.of("tokensPerSecond", 400, "peakMemoryBytes", GIB));
    assertEquals("+100.0 %", CheckTool.rows(run).get(1).get(3));
    train(Map.of("tokensPerSecond", 400));
    assertEquals(1, CheckTool.rows(run).size());
  }

  @Test
  void showsTheTableAndWritesThePage() throws IOException {
    String text = shown();
    assertTrue(text.contains("+25.0 %") && text.contains("plan-check.html"), text);
    String page = Files.readString(run.resolve("plan-check.html"));
    assertTrue(page.contains("inside the band") && page.contains("<table"), page);
  }

  @Test
  void saysWhatThePlanRestsOn() throws IOException {
    assertTrue(CheckTool.basis(run).getFirst().startsWith("Not calibrated on this machine"));
    List<String> sentences = List.of("Calibrated on 48 rows.", "Within 3 %.");
    write("plan/plan.json", Map.of("figures", FIGURES, "time", TIME, "calibrated", sentences));
    assertEquals(sentences, CheckTool.basis(run));
    String text = shown();
    assertTrue(text.contains("plan check: Within 3 %."), text);
    assertTrue(Files.readString(run.resolve("plan-check.html")).contains("Calibrated on 48 rows."));
  }

  @Test
  void aRunThatIsNotThereIsMissingAndNotBroken() throws IOException {
    Path missing = run.resolve("missing");
    ResourceException refused =
        assertThrows(ResourceException.class, () -> CheckTool.rows(missing));
    assertEquals(5, refused.exitCode());
    assertTrue(
        refused.getMessage().contains("does not exist; give a run directory"),
        refused.getMessage());
    Files.delete(run.resolve("training/measured.json"));
    assertThrows(ResourceException.class, () -> CheckTool.rows(run));
  }

  @Test
  void unfinishedStagesAreNamed() throws IOException {
    Files.delete(run.resolve("training/measured.json"));
    assertTrue(refusal().startsWith(run.resolve("training") + " is not there"), refusal());
    Files.delete(run.resolve("plan/measured.json"));
    assertTrue(refusal().startsWith(run.resolve("plan") + " is not there"), refusal());
  }

  @Test
  void aStudyAndATrainingWithoutSpeedAreRefused() throws IOException {
    train(Map.of("peakMemoryBytes", GIB));
    assertTrue(refusal().contains("has no tokensPerSecond above zero; give a run"), refusal());
    train(Map.of("tokensPerSecond", 400));
    write("plan/plan.json", Map.of("study", Map.of()));
    assertTrue(refusal().contains("holds a study, which names no single run's tokens"), refusal());
  }

  @Test
  void damagedFilesAreRefusedByName() throws IOException {
    Files.writeString(run.resolve("training/measured.json"), "{\"tokensPerSecond\": ");
    assertTrue(refusal().contains("measured.json"), refusal());
  }
}
