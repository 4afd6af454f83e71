package org.bloomery.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.run.DecoderWork;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.RunFile;
import org.bloomery.artifact.sweep.SweepConfiguration;
import org.bloomery.artifact.sweep.SweepRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepToolTest {
  private static final Path TINY =
      Path.of(System.getProperty("bloomery.root", "..")).resolve("runs/tiny.toml");

  @TempDir Path folder;

  private static Run run(String... sets) {
    List<String> all = new ArrayList<>(List.of("sweep={warmUpSteps=1, steps=4}", "train.batch=8"));
    all.addAll(List.of(sets));
    return RunFile.load(TINY, all).run();
  }

  private SweepRow row(Run run) throws IOException {
    return SweepTool.row(run, folder.resolve("result.json"));
  }

  @Test
  void measuresWhatTheStepsTakeInEveryPrecision() throws IOException {
    for (String precision : List.of("fp32", "bf16", "fp16", "fp64")) {
      Run run = run("train.precision=" + precision, "train.recompute=true");
      SweepRow row = row(run);
      assertEquals(SweepConfiguration.of(run), row.configuration());
      SweepRow.Measured measured = Objects.requireNonNull(row.measured(), row.failure());
      assertEquals(640 * 64 + 4 * 64 + 2 * (12 * 64 * 64 + 13 * 64), measured.parameters());
      assertTrue(measured.minimumSeconds() > 0);
      assertTrue(measured.minimumSeconds() <= measured.medianSeconds());
      // What the model asks for, whether or not blocks are computed again.
      assertEquals(
          new DecoderWork(2, 64, 64, 640).perToken() * 8 * 64,
          measured.modelFlopsPerSecond() * measured.medianSeconds(),
          1);
      assertTrue(measured.matrixFlopsPerSecond() > 0);
      assertEquals(row, Json.parse(Json.line(row), SweepRow.class));
    }
  }

  @Test
  void momentsOnDiskStandBesideTheResult() throws IOException {
    assertEquals("", row(run("train.optimiserState=disk", "train.precision=fp32")).failure());
  }

  @Test
  void aModelThatTheMachineCannotHoldIsARowThatSaysSo() throws IOException {
    SweepRow row = row(run("model.hidden=131072", "model.heads=64", "model.layers=200"));
    assertNull(row.measured());
    assertTrue(
        row.failure().matches("weights, gradients and moments take .* GiB and this machine has .*"),
        row.failure());
  }

  /// The initial weights are so large that the first logits are not finite.
  @Test
  void aStepThatDivergesIsARowThatSaysSo() throws IOException {
    SweepRow row = row(run("model.initStandardDeviation=1e38", "train.precision=fp32"));
    assertNull(row.measured());
    assertTrue(row.failure().contains("the gradient norm of step 1 is NaN"), row.failure());
  }
}
