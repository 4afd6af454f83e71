package org.bloomery.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What can be asked of a model while another process trains it.
class RunningTrainingTest {
  private static final String STEP = "of a training that has not ended yet";

  @TempDir Path folder;

  @Test
  void evaluateReportAndGenerateWorkWhileTrainingGoesOn() throws Exception {
    String out = folder.resolve("run").toString();
    String[] run = {"runs/tiny.toml", "--out", out, "--set", "train.tokens=400000000"};
    Command.Running training = bloomery("run", run).start();
    try {
      Path first = Path.of(out, "training.partial/checkpoints/step-000010");
      while (!Files.exists(first) && !Files.exists(Path.of(out, "training"))) {
        assertTrue(training.process().isAlive(), training.output());
        Thread.sleep(20);
      }
      Command.Result generated =
          Command.bloomery("generate", out, "--prompt", "The", "--max-tokens", "5").run();
      assertEquals(0, generated.exitCode(), generated.output());
      assertTrue(generated.output().contains(STEP), generated.output());
      Command.Result evaluated = bloomery("evaluate", run).run();
      assertEquals(0, evaluated.exitCode(), evaluated.output());
      assertTrue(evaluated.output().contains(STEP), evaluated.output());
      assertEquals(1, scored(Path.of(out)).size());
      assertFalse(Files.exists(Path.of(out, "evaluation")));
      Command.Result reported = Command.bloomery("report", out).run();
      assertEquals(0, reported.exitCode(), reported.output());
      String page = Files.readString(Path.of(out, "report.html"));
      assertTrue(page.contains("goes on: step") && page.contains("still being trained"), page);
      assertTrue(training.process().isAlive(), training.output());
    } finally {
      training.kill();
    }
  }

  private static Command bloomery(String verb, String[] arguments) {
    return Command.bloomery(
        Stream.concat(Stream.of(verb), Stream.of(arguments)).toArray(String[]::new));
  }

  private static List<Path> scored(Path out) throws IOException {
    try (Stream<Path> entries = Files.list(out)) {
      return entries
          .filter(path -> path.getFileName().toString().startsWith("evaluation.step-"))
          .filter(path -> Files.exists(path.resolve("scores.json")))
          .toList();
    }
  }
}
