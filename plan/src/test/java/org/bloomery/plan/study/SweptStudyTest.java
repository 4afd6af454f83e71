package org.bloomery.plan.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.RunFileException;
import org.bloomery.artifact.page.Html;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.RunFile;
import org.bloomery.plan.layout.calibration.SweepCalibration;
import org.bloomery.plan.layout.calibration.SweptMachine;
import org.bloomery.plan.study.page.StudyPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A study of this machine that rests on a sweep of it.
class SweptStudyTest {
  @TempDir Path folder;

  private Run run() throws IOException {
    return StudyFixture.run("overnight.toml", sweep());
  }

  private String sweep() throws IOException {
    Path table = folder.resolve("sweep.csv").toAbsolutePath();
    new SweptMachine().write(table);
    return "plan.sweep=" + table;
  }

  @Test
  void timeAndMemoryAreThoseOfTheSweep() throws IOException {
    Study study = StudyMaker.of(run());
    SweepCalibration sweep = Objects.requireNonNull(study.sweep());
    assertEquals(SweptMachine.MATRIX_SPEED, study.device().matrixFlopsPerSecond(), 1e6);
    PlacedShape chosen = study.decision().placed();
    double truth = new SweptMachine().seconds(chosen.shape(), chosen.layout());
    assertEquals(truth, chosen.time().seconds(), 1e-4 * truth);
    assertTrue(chosen.time().source().startsWith("fitted to 48 rows"), chosen.time().source());
    assertTrue(chosen.memory().source().contains("fitted to 48 rows"), chosen.memory().source());
    assertTrue(Json.line(study).contains("\"relativeError\""), "the fit stands in plan.json");
    String page = StudyPage.of(study);
    assertTrue(page.contains("This machine's own short trainings"));
    sweep
        .sentences()
        .forEach(sentence -> assertTrue(page.contains(Html.escape(sentence)), sentence));
  }

  /// One sequence leaves one of the two workers idle, of which the sweep of two says nothing.
  @Test
  void microBatchesThatLeaveWorkersIdleAreNotTried() throws IOException {
    Path root = Path.of(System.getProperty("bloomery.root", ".."));
    String night = Files.readString(root.resolve("runs/overnight.toml"));
    Path file = folder.resolve("free.toml");
    Files.writeString(file, night.replaceFirst("(?m)^microBatch = 2 .*$", ""));
    Study study = StudyMaker.of(RunFile.load(file, List.of(sweep())).run());
    assertFalse(study.layouts().layouts().isEmpty());
    assertTrue(
        study.layouts().layouts().stream().allMatch(each -> each.layout().microBatch() >= 2));
  }

  @Test
  void thePlannedRunRestsOnTheSameSweep() throws IOException {
    Run run = run();
    Study study = StudyMaker.of(run);
    Path file = folder.resolve("run.toml");
    Files.writeString(file, HandOver.write(run, study, folder));
    Run planned = RunFile.load(file, List.of()).run();
    assertNull(planned.plan().deviceFlopsPerSecond());
    assertTrue(
        Files.isSameFile(
            folder.resolve("sweep.csv"), Objects.requireNonNull(planned.plan().sweep())));
  }

  @Test
  void aSweepIsForThisMachineAndItsRowsAreNot() {
    RunFileException cluster =
        assertThrows(
            RunFileException.class, () -> StudyFixture.run("bloom-176b.toml", "plan.sweep=s.csv"));
    assertTrue(
        cluster.getMessage().contains("sweep was measured on this machine, and cluster.device ="),
        cluster.getMessage());
    RunFileException rows =
        assertThrows(
            RunFileException.class,
            () -> StudyFixture.run("overnight.toml", "plan.layout.calibration=rows.csv"));
    assertTrue(
        rows.getMessage().contains("give a table of `bloomery sweep` as plan.sweep"),
        rows.getMessage());
  }
}
