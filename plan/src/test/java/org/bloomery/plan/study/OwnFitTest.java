package org.bloomery.plan.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.bloomery.artifact.BloomeryException;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.run.Run;
import org.bloomery.plan.law.Chinchilla;
import org.bloomery.plan.law.fit.FitTool;
import org.bloomery.plan.study.page.StudyPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A study whose size a law of one's own decides.
class OwnFitTest {
  @TempDir Path folder;

  /// Runs that follow a known law.
  private Path fit() throws IOException {
    StringBuilder runs = new StringBuilder("name,parameters,tokens,loss\n");
    for (int size = 0; size < 7; size++) {
      for (int tokens = 0; tokens < 5; tokens++) {
        double n = 1e7 * Math.pow(2, size);
        double d = 2e8 * Math.pow(3, tokens);
        double loss = Chinchilla.REFIT.loss(n, d);
        runs.append(String.format(Locale.ROOT, "%d-%d,%.0f,%.0f,%.8f\n", size, tokens, n, d, loss));
      }
    }
    Path table = Files.writeString(folder.resolve("runs.csv"), runs);
    Path out = folder.resolve("fit");
    PrintStream silent = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    FitTool.run(
        Json.line(
            Map.of(
                "inputs",
                List.of(table.toString()),
                "out",
                out.toString(),
                "bootstrap",
                40,
                "seed",
                1)),
        new Console(silent, false, "plan fit"));
    return out.resolve("fit.json");
  }

  private static Run night(Path fit, String... more) {
    List<String> sets =
        new ArrayList<>(
            List.of(
                "plan.deviceFlopsPerSecond=3e10",
                "plan.laws.choose=fit",
                "plan.laws.fit=\"" + fit + "\""));
    sets.addAll(List.of(more));
    return StudyFixture.run("overnight.toml", sets.toArray(String[]::new));
  }

  @Test
  void ownLawChoosesTheSize() throws IOException {
    Path fit = fit();
    Study study = StudyMaker.of(night(fit));
    Chinchilla law = Objects.requireNonNull(study.laws().fit()).law();
    double expected = law.optimum(study.budget().flops()).parameters();
    assertEquals(expected, study.size().parameters(), 0.01 * expected);
    double truth = Chinchilla.REFIT.optimum(study.budget().flops()).parameters();
    assertEquals(truth, expected, 0.05 * truth);
    assertTrue(StudyPage.of(study).contains(study.size().reason().substring(0, 10)));
    Study served = StudyMaker.of(night(fit, "plan.laws.servedTokens=1e9"));
    assertTrue(served.size().parameters() < study.size().parameters());
  }

  @Test
  void aFileThatIsNoFitIsRefused() throws IOException {
    Path other = Files.writeString(folder.resolve("other.json"), "{\"loss\": 3}");
    BloomeryException wrong =
        assertThrows(BloomeryException.class, () -> StudyMaker.of(night(other)));
    assertTrue(
        wrong.getMessage().contains("other.json is not the JSON that was expected"),
        wrong.getMessage());
  }
}
