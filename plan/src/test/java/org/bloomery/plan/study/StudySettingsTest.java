package org.bloomery.plan.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bloomery.artifact.BloomeryException;
import org.bloomery.artifact.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a person reads when a study cannot be made.
class StudySettingsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plan.budget.weeks=0 | weeks = 0.0 must be above zero",
        "plan.budget.hours=3 | state one of weeks, days, hours, acceleratorHours and petaflopDays; 2",
        "plan.budget.reserve=1.0 | reserve = 1.0 must lie in [0, 1)",
        "plan.cluster.devices=0 | devices = 0 must be above zero",
        "plan.cluster.devices=383 | 383 is not a multiple of devicesPerNode = 8",
        "plan.cluster.device=a1000 | is not a known device; did you mean",
        "plan.assume.nonsense=1 | plan.assume.nonsense = 1.0 is no assumption of the planner",
        "plan.matrix.floorTokens=1e15 | no size of parameters sees floorTokens",
        "plan.matrix.margins=[0.5] | it would plan more than the budget holds",
        "plan.languages.method=alpha | alpha is given with method",
        "plan.languages.method=fitted | law, the constants e, a, alpha, b, beta and gamma of each",
        "plan.laws.choose=fit | choose = \"fit\" needs fit = ",
        "plan.layout.schedule=2f2b | is not known; use one of",
        "plan.carbon.grid=zz | country",
        "plan.schedule.start=yesterday | is no date; write YYYY-MM-DD",
        "train.ramp.increment=17 | in increments of 17",
        "model.heads=111 | hidden = 14336 is not a multiple of heads = 111",
        "plan.observed=[{layers=1, hidden=10, heads=3, tensor=1, pipeline=1, microBatch=1,"
            + " secondsPerIteration=1, source=\"x\"}] | hidden = 10 is not a multiple of heads = 3",
        "model.heads=113 | try heads = 112 or 128, or hidden = 14351",
        "model.heads=0 | heads = 0 is not positive",
        "model.hidden=0 | hidden = 0 is not positive",
        "model.heads=20000 | heads = 20000 are more than the width, hidden = 14336",
        "plan.layout.data=7 | makes exactly the 384 devices of plan.cluster with data = 7; state",
        "plan.layout.microBatch=1000 | plan.layout: no shape near",
        "plan.budget.sustainedFlopsPerDevice=1e30 | 1.0E30 is above the peak of one device, NVIDIA",
        "plan.assume.pue=0.5 | plan.assume.pue = 0.5",
        "plan.cluster.memoryGigabytes=1 | memory of a device ",
        "plan.cluster.memoryGigabytes=1 | fits the memory of 384",
        "plan.laws.fit=missing.json | missing.json",
        "plan.layout.calibration=missing.csv | missing.csv",
      })
  void isRefusedWithASentence(String set, String sentence) {
    BloomeryException refused =
        assertThrows(
            BloomeryException.class,
            () -> StudyMaker.of(StudyFixture.run("bloom-176b.toml", set.strip())));
    assertTrue(refused.getMessage().contains(sentence.strip()), refused.getMessage());
  }

  @Test
  void rowsInAnotherEncodingAreWrongInput(@TempDir Path folder) throws IOException {
    Path rows = Files.write(folder.resolve("rows.csv"), new byte[] {'a', (byte) 0xe9, '\n'});
    InputException refused =
        assertThrows(
            InputException.class,
            () ->
                StudyMaker.of(
                    StudyFixture.run(
                        "bloom-176b.toml", "plan.layout.calibration=\"" + rows + "\"")));
    assertEquals(3, refused.exitCode());
    assertTrue(refused.getMessage().contains("rows.csv\" is not UTF-8"), refused.getMessage());
  }
}
