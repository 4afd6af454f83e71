package org.bloomery.artifact.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTomlTest {
  private static final Path RUNS =
      Path.of(System.getProperty("bloomery.root", "..")).resolve("runs");

  @TempDir Path folder;

  private Run again(String text) throws IOException {
    Path file = folder.resolve("again.toml");
    Files.writeString(file, text);
    return RunFile.load(file, List.of()).run();
  }

  @Test
  void aWrittenRunIsReadBackAsItWas() throws IOException {
    Run run =
        RunFile.load(
                RUNS.resolve("tiny.toml"),
                List.of(
                    "train.layout={tensor=2, pipeline=3, data=1, zero=1, schedule=\"1f1b\"}",
                    "plan.cluster={device=\"a100-80\", devices=8, devicesPerNode=8}",
                    "plan.budget={weeks=2}",
                    "plan.observed=[{layers=2, hidden=64, heads=4, tensor=1, pipeline=1,"
                        + " microBatch=1, secondsPerIteration=1.5, source=\"a \\\"log\\\"\"}]",
                    "plan.assume={\"pue\"=1.2}"))
            .run();
    Run again = again(RunToml.write(run, folder, "# head\n", Map.of("model.layers", "chosen")));
    assertEquals(run.plan(), again.plan());
    assertEquals(run.train(), again.train());
    assertEquals(run.curate(), again.curate());
    assertEquals(run.tokenize(), again.tokenize());
    assertEquals(
        run.catalogue().cards().getFirst().toRealPath(),
        again.catalogue().cards().getFirst().toRealPath());
  }

  @Test
  void notesStandBehindTheirValues() {
    Run run = RunFile.load(RUNS.resolve("tiny.toml"), List.of()).run();
    String text = RunToml.write(run, folder, "# head\n", Map.of("model.layers", "chosen"));
    assertTrue(text.startsWith("# head\n"), text);
    assertTrue(text.contains("layers = 2  # chosen\n"), text);
    assertTrue(text.contains("hidden = 64\n"), text);
  }
}
