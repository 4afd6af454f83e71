package org.bloomery.plan.law.fit;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.BloomeryException;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.ResourceException;
import org.bloomery.artifact.RunFileException;
import org.bloomery.plan.law.Chinchilla;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FitToolTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final Console console =
      new Console(new PrintStream(shown, true, StandardCharsets.UTF_8), false, "plan fit");

  private String shown() {
    return shown.toString(StandardCharsets.UTF_8);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Path table(List<TrainingPoint> points) throws IOException {
    StringBuilder text = new StringBuilder("# synthetic\nname, parameters,Tokens,loss\n\n");
    for (TrainingPoint point : points) {
      text.append(
          String.format(
              Locale.ROOT,
              "\"%s\",%.0f,%.6e,%.6f\n",
              point.source(),
              point.parameters(),
              point.tokens(),
              point.loss()));
    }
    return write("runs.csv", text.toString());
  }

  private FitReport fit(Map<String, Object> more, Path... inputs) throws IOException {
    Map<String, Object> request =
        new HashMap<>(
            Map.of(
                "inputs",
                List.of(inputs).stream().map(Path::toString).toList(),
                "out",
                folder.resolve("fit").toString(),
                "bootstrap",
                100,
                "seed",
                1));
    request.putAll(more);
    FitTool.run(Json.line(request), console);
    return Json.read(folder.resolve("fit/fit.json"), FitReport.class);
  }

  private BloomeryException refused(
      Class<? extends BloomeryException> type, Map<String, Object> more, Path... inputs) {
    return assertThrows(type, () -> fit(more, inputs));
  }

  @Test
  void fitsATableAndForetellsALargerRun() throws IOException {
    Chinchilla truth = Chinchilla.REFIT;
    Path table = table(SyntheticRuns.isoFlop(truth, 0.003, 11));
    FitReport report = fit(Map.of("targetFlops", 1e23), table);
    assertEquals(72, report.points().size());
    assertEquals(3, report.predictions().size());
    assertEquals(
        truth.optimum(1e23).loss(),
        requireNonNull(report.predictions().getFirst().loss()).value(),
        0.02);
    assertTrue(shown().contains("E, nats a token"), shown());
    assertTrue(shown().contains("IsoFLOP"), shown());
    assertTrue(shown().contains("fit.json"), shown());
    assertEquals(report, Json.parse(Json.line(report), FitReport.class));
  }

  @Test
  void sameTableSameBytes() throws IOException {
    Path table = table(SyntheticRuns.isoFlop(Chinchilla.REFIT, 0.003, 12));
    fit(Map.of(), table);
    byte[] first = Files.readAllBytes(folder.resolve("fit/fit.json"));
    fit(Map.of(), table);
    assertArrayEquals(first, Files.readAllBytes(folder.resolve("fit/fit.json")));
  }

  @Test
  void fewRunsGiveALawOfComputeAlone() throws IOException {
    Path table =
        write(
            "few.csv",
            """
            parameters,tokens,loss
            1e6,2e7,5.1
            2e6,4e7,4.7
            4e6,8e7,4.35
            """);
    FitReport report = fit(Map.of(), table);
    assertNull(report.lossFit());
    assertEquals(3, requireNonNull(report.computeFit()).frontier().size());
    assertTrue(shown().contains("L(N, D) needs 6 runs"), shown());
    assertTrue(shown().contains("3 runs are few"), shown());
  }

  @Test
  void readsTheRunsOfThisProject() throws IOException {
    Path[] runs = new Path[6];
    for (int i = 0; i < runs.length; i++) {
      double n = 1e6 * Math.pow(2, i);
      double d = 3e7 * Math.pow(1.7, i);
      runs[i] = run("run" + i, n, d, Chinchilla.REFIT.loss(n, d), "same");
    }
    FitReport report = fit(Map.of(), runs);
    assertEquals(6, report.points().size());
    assertEquals(Chinchilla.REFIT.loss(1e6, 3e7), report.points().getFirst().loss(), 1e-9);
    assertEquals(6 * 1e6 * 3e7, report.points().getFirst().flops(), 1);
  }

  private Path run(String name, double parameters, double tokens, double loss, String tokenizer)
      throws IOException {
    Path training = Files.createDirectories(folder.resolve(name).resolve("training"));
    Files.writeString(
        training.resolve("manifest.json"),
        Json.line(
            Map.of(
                "inputs", Map.of("tokenizer", tokenizer, "shards", "text"),
                "counts",
                    Map.of(
                        "parameters",
                        Math.round(parameters),
                        "tokens",
                        Math.round(tokens),
                        "heldOutLoss",
                        Map.of("en", loss - 0.1, "fr", loss + 0.1)))));
    return folder.resolve(name);
  }

  @Test
  void refusesToCompareTokenizersAndUnfinishedRuns() throws IOException {
    Path one = run("one", 1e6, 1e7, 4, "first");
    Path two = run("two", 2e6, 1e7, 3.9, "second");
    String message = refused(InputException.class, Map.of(), one, two).getMessage();
    assertTrue(message.contains("another tokenizer than"), message);
    Path empty = Files.createDirectories(folder.resolve("empty"));
    message = refused(InputException.class, Map.of(), empty).getMessage();
    assertTrue(message.contains("holds no finished training"), message);
  }

  @Test
  void badTablesGetASentence() throws IOException {
    Path noColumns = write("a.csv", "n,d,loss\n1,2,3\n");
    assertTrue(
        refused(InputException.class, Map.of(), noColumns)
            .getMessage()
            .contains("has no column parameters, tokens"));
    Path onePoint = write("b.csv", "parameters,tokens,loss\n1e6,2e7,4.2\n");
    assertTrue(
        refused(InputException.class, Map.of(), onePoint)
            .getMessage()
            .startsWith("1 run cannot carry a law"));
    Path negative = write("c.csv", "parameters,tokens,loss\n1e6,2e7,-4.2\n1e6,x,4\n1e6,2e7\n");
    String message = refused(InputException.class, Map.of(), negative).getMessage();
    assertTrue(message.contains("c.csv:2: loss = -4.2 must be a number above zero"), message);
    assertTrue(message.contains("c.csv:3: tokens = x"), message);
    assertTrue(message.contains("c.csv:4: 2 cells under 3 columns"), message);
    Path nothing = write("d.csv", "");
    assertTrue(refused(InputException.class, Map.of(), nothing).getMessage().contains("is empty"));
    Path missing = folder.resolve("missing.csv");
    assertTrue(
        refused(ResourceException.class, Map.of(), missing)
            .getMessage()
            .contains("does not exist"));
  }

  @Test
  void badQuestionsGetASentence() throws IOException {
    Path table = table(SyntheticRuns.isoFlop(Chinchilla.REFIT, 0.003, 13));
    Map<String, Object> all =
        Map.of("targetFlops", 1e20, "targetParameters", 1e9, "targetTokens", 1e10);
    assertTrue(
        refused(RunFileException.class, all, table).getMessage().contains("give two of them"));
    assertTrue(
        refused(RunFileException.class, Map.of("targetTokens", -1), table)
            .getMessage()
            .contains("--target-tokens -1.0 must be"));
    assertTrue(
        refused(RunFileException.class, Map.of("bootstrap", 3), table)
            .getMessage()
            .contains("--bootstrap 3"));
  }

  @Test
  void diagnosesTheSizeBehindALoss() throws IOException {
    Chinchilla truth = Chinchilla.REFIT;
    FitReport report = fit(Map.of(), table(SyntheticRuns.isoFlop(truth, 0.003, 14)));
    LossFit fit = requireNonNull(report.lossFit());
    double loss = truth.loss(4e9, 60e9);
    Diagnosis healthy = Diagnosis.of(fit, loss, 60e9, 4e9);
    assertTrue(healthy.behavesLike().contains(4e9), healthy.toString());
    assertEquals("as the law expects of its size", healthy.verdict());
    assertTrue(requireNonNull(healthy.likeTokens()).contains(60e9), healthy.toString());
    Diagnosis sick = Diagnosis.of(fit, loss, 60e9, 13e9);
    assertTrue(sick.verdict().startsWith("worse"), sick.toString());
    Diagnosis tooGood = Diagnosis.of(fit, 1.5, 60e9, null);
    assertEquals(1, tooGood.unreachable());
    assertNull(tooGood.expectedLoss());
  }

  @Test
  void diagnoseSaysItInASentence() throws IOException {
    fit(Map.of(), table(SyntheticRuns.isoFlop(Chinchilla.REFIT, 0.003, 15)));
    String file = folder.resolve("fit").toString();
    double loss = Chinchilla.REFIT.loss(4e9, 60e9);
    diagnose(Map.of("fit", file, "loss", loss, "tokens", 60e9, "parameters", 13e9));
    assertTrue(shown().contains("behaves like"), shown());
    assertTrue(shown().contains("worse than the law expects"), shown());
    diagnose(Map.of("fit", file, "loss", 1.5, "tokens", 1e15));
    assertTrue(shown().contains("more than any number of parameters"), shown());
    assertTrue(shown().contains("caution: 1.00 P tokens lie outside"), shown());
    assertThrows(
        RunFileException.class, () -> diagnose(Map.of("fit", file, "loss", -1, "tokens", 1e9)));
    Path few = write("few.csv", "parameters,tokens,loss\n1e6,2e7,5\n2e6,4e7,4.6\n4e6,8e7,4.4\n");
    fit(Map.of(), few);
    ArtifactException none =
        assertThrows(
            ArtifactException.class, () -> diagnose(Map.of("fit", file, "loss", 4, "tokens", 1e9)));
    assertTrue(none.getMessage().contains("holds no L(N, D)"), none.getMessage());
  }

  private void diagnose(Map<String, Object> request) {
    DiagnoseTool.run(Json.line(request), console);
  }

  @Test
  void aDiagnosisWithoutAFitSaysHowToMakeOne() {
    for (Path missing : List.of(folder.resolve("fit.json"), folder)) {
      String request = Json.line(Map.of("fit", missing.toString(), "loss", 3.0, "tokens", 1e9));
      ResourceException refused =
          assertThrows(ResourceException.class, () -> DiagnoseTool.run(request, console));
      assertEquals(5, refused.exitCode());
      assertTrue(refused.getMessage().contains("bloomery plan fit"), refused.getMessage());
    }
  }
}
