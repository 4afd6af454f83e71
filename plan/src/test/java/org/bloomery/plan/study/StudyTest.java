package org.bloomery.plan.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import org.bloomery.artifact.Json;
import org.bloomery.plan.language.LanguagePlan;
import org.bloomery.plan.law.Allocation;
import org.bloomery.plan.law.Repetition;
import org.bloomery.plan.layout.Layout;
import org.bloomery.plan.shape.Shape;
import org.bloomery.plan.study.page.StudyPage;
import org.junit.jupiter.api.Test;

/// BLOOM's decision, from the shipped run file.
class StudyTest {
  private static final double GIB = 1L << 30;

  private static Study bloom() {
    return StudyFixture.bloom();
  }

  @Test
  void eighteenWeeksAreFourThousandFiveHundredPetaflopDays() {
    assertEquals(1_161_216, bloom().budget().acceleratorHours());
    assertEquals(4500, bloom().petaflopDays(), 0.5);
  }

  @Test
  void theLawOfBloomsPlannersAsksForTooFewTokens() {
    Allocation law =
        bloom().laws().allocations().stream()
            .filter(each -> each.law().contains("pinned"))
            .findFirst()
            .orElseThrow();
    assertEquals(392e9, law.parameters(), 0.5e9);
    assertEquals(165e9, law.tokens(), 0.5e9);
    assertTrue(law.tokens() < bloom().matrix().floorTokens());
    assertEquals(3608, bloom().laws().efficient().petaflopDays(), 1);
    assertEquals(24_275, bloom().laws().converged().petaflopDays(), 10);
  }

  @Test
  void theFloorChoosesTheSize() {
    assertEquals(175e9, bloom().size().parameters());
    assertTrue(bloom().size().reason().contains("300B tokens"), bloom().size().reason());
  }

  @Test
  void bloomsShapeAndLayoutAreWithinWhatAPredictionCanTell() {
    Decision decision = bloom().decision();
    assertTrue(decision.kept());
    assertEquals(new Shape(70, 14_336, 112, 250_880, 2048), decision.placed().shape());
    assertEquals(176_247_271_424L, decision.placed().parameters());
    Layout layout = decision.layout();
    assertEquals(
        List.of(8, 4, 12, 2),
        List.of(layout.data(), layout.tensor(), layout.pipeline(), layout.microBatch()));
    assertEquals(366e9, decision.tokens(), 3e9);
    assertEquals(104.5, decision.placed().time().seconds(), 1.5);
  }

  @Test
  void publishedSecondsBecomeThePublishedOperations() {
    double[] published = {151.71e12, 145.68e12, 150.05e12};
    assertEquals(3, bloom().observed().size());
    for (int i = 0; i < published.length; i++) {
      ObservedRow row = bloom().observed().get(i);
      double relative = row.hardwareFlopsPerSecondPerDevice() / published[i] - 1;
      assertEquals(0, relative, 5e-5, row.predicted().shapeText());
    }
  }

  @Test
  void theFinalistsAreAmongTheBestAndInsideTheirBands() {
    int accepted = bloom().shapes().acceptedCount();
    for (ObservedRow row : bloom().observed()) {
      int rank = Objects.requireNonNull(row.shapeRank(), row.predicted().shapeText());
      assertTrue(rank <= accepted / 3, row.predicted().shapeText() + ": " + rank);
      assertTrue(row.memoryInsideBand().orElseThrow(), row.predicted().shapeText());
      assertTrue(row.secondsInsideBand(), row.predicted().shapeText());
    }
  }

  @Test
  void theScheduleIsBlooms() {
    SchedulePart schedule = bloom().schedule();
    assertEquals(12_658, schedule.rampSteps());
    assertEquals(14 * 176_247_271_424.0, schedule.checkpointBytes());
    assertEquals(2.244, schedule.checkpointBytes() / GIB / 1024, 5e-4);
    assertEquals(6e-5, schedule.learningRate());
    double days = schedule.calendar().days();
    assertTrue(days > 105 && days < 126, "BLOOM took 118 days, 126 were granted: " + days);
    assertEquals("2022-03-11", schedule.start());
  }

  @Test
  void daysHaveABandAndAnAccount() {
    Study lab = StudyMaker.of(StudyFixture.run("lab-8xh100.toml"));
    for (Study study : List.of(bloom(), lab, StudyFixture.night())) {
      SchedulePart schedule = study.schedule();
      double days = schedule.calendar().days();
      assertTrue(schedule.lowDays() <= days && days <= schedule.highDays(), study.name());
      DayAccount account = schedule.account();
      double sum = account.reserve() + account.steps() + account.savesAndFailures();
      assertEquals(account.granted(), sum + account.left(), 1e-9, study.name());
      String reasons = String.join(" ", study.decision().reasons());
      assertTrue(reasons.contains(schedule.daysText()), reasons);
      assertTrue(reasons.contains(account.reason()), reasons);
    }
    assertTrue(bloom().schedule().highDays() > bloom().schedule().lowDays() + 0.5);
    assertEquals(14, lab.schedule().account().granted(), 1e-9);
    assertTrue(lab.schedule().account().reason().contains("1.108 times"));
    assertTrue(bloom().schedule().account().reason().contains("stated speed is below"));
    assertTrue(Json.line(lab).contains("\"lowDays\"") && Json.line(lab).contains("\"account\""));
  }

  @Test
  void limitedTextIsWeighedAgainstRepeats() {
    Repetition.Choice roots = Objects.requireNonNull(bloom().laws().repetition());
    assertEquals(350e9, roots.uniqueTokens(), 0.1e9);
    assertEquals(roots.tokens() / roots.uniqueTokens(), roots.epochs(), 1e-9);
    assertEquals(bloom().budget().flops(), 6 * roots.parameters() * roots.tokens(), 1e12);
    assertTrue(roots.loss() >= roots.freshLoss());
    String page = StudyPage.of(bloom());
    assertTrue(page.contains(LawsPart.REPETITION) && page.contains("epochs of the 350B unique"));
    assertTrue(Json.line(bloom()).contains("\"repetition\":{\"parameters\":"));
  }

  @Test
  void smallLanguagesSeeTheirShare() {
    LanguagePlan.Row nigerCongo =
        Objects.requireNonNull(bloom().languages()).chosen().rows().stream()
            .filter(row -> row.language().equals("nigercongo"))
            .findFirst()
            .orElseThrow();
    assertEquals(116e6, nigerCongo.tokens(), 1.2e6);
  }

  @Test
  void carbonIsReckonedAsForBloom() {
    CarbonPart carbon = bloom().carbon();
    assertEquals(57, carbon.gramsPerKilowattHour());
    assertEquals(0.4, carbon.deviceKilowatts());
    double perHour = carbon.footprint().withoutOverheadKilograms() / carbon.deviceHours();
    assertEquals(50_500 / 1_082_990.0, perHour, 2e-4);
  }

  @Test
  void theSameRunFileGivesTheSameStudy() {
    assertEquals(Json.line(bloom()), Json.line(StudyMaker.of(StudyFixture.run("bloom-176b.toml"))));
  }

  @Test
  void aLaboratorysNodeGetsAModelThatFits() {
    Study lab = StudyMaker.of(StudyFixture.run("lab-8xh100.toml"));
    assertTrue(lab.decision().placed().fits());
    assertTrue(lab.decision().parameters() > 1e9 && lab.decision().parameters() < 10e9);
    assertTrue(lab.schedule().calendar().days() < 14);
    assertTrue(Objects.requireNonNull(lab.laws().serving()).savedFlops() > 0);
  }

  @Test
  void thisMachineAtAStatedSpeedGetsANightsWork() {
    Study night = StudyFixture.night();
    assertEquals(1, night.decision().layout().devices());
    double hours = night.schedule().calendar().expectedSeconds() / 3600;
    assertTrue(hours < 8 && hours > 6, "of 8 hours, 7 % are kept back: " + hours);
  }
}
