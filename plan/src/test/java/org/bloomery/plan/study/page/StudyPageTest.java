package org.bloomery.plan.study.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bloomery.artifact.RunFileException;
import org.bloomery.artifact.page.Html;
import org.bloomery.plan.figure.Assumption;
import org.bloomery.plan.study.Assumed;
import org.bloomery.plan.study.Study;
import org.bloomery.plan.study.StudyFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StudyPageTest {
  private static final Set<String> WITHOUT_END = Set.of("meta", "!DOCTYPE");

  private static void assertWellFormed(String page) {
    Deque<String> open = new ArrayDeque<>();
    Matcher tag = Pattern.compile("<(/?)([A-Za-z!][A-Za-z0-9]*)[^>]*?(/?)>").matcher(page);
    while (tag.find()) {
      if (tag.group(1).equals("/")) {
        assertEquals(open.pop(), tag.group(2), "at " + tag.start());
      } else if (tag.group(3).isEmpty() && !WITHOUT_END.contains(tag.group(2))) {
        open.push(tag.group(2));
      }
    }
    assertTrue(open.isEmpty(), open.toString());
  }

  @Test
  void thePageIsWellFormedAndAsksForNothingFromOutside() {
    for (Study study : List.of(StudyFixture.bloom(), StudyFixture.night())) {
      String page = StudyPage.of(study);
      assertWellFormed(page);
      assertFalse(page.contains("http"), "the page asks for nothing from outside");
      assertFalse(page.contains("NaN") || page.contains("Infinity") || page.contains(">null<"));
    }
  }

  @Test
  void thePageShowsThePublishedFiguresRecomputed() {
    String page = StudyPage.of(StudyFixture.bloom());
    for (String figure :
        List.of("151.71", "145.68", "150.05", "12\u202f658", "176\u202f247\u202f271\u202f424")) {
      assertTrue(page.contains(figure), figure);
    }
  }

  @Test
  void everyAssumptionIsShownWithItsSource() {
    String page = StudyPage.of(StudyFixture.bloom());
    for (Assumed.Use use : StudyFixture.bloom().assumptions()) {
      assertTrue(page.contains(Html.escape(use.source())), use.name());
      assertTrue(page.contains(use.name()), use.name());
    }
  }

  @Test
  void aStatedIntensityIsTheRunFilesAndNotACountrys() {
    String page = StudyPage.of(StudyFixture.bloom());
    assertTrue(page.contains("57 g/kWh (run file)"));
    assertFalse(page.contains("57 g/kWh (France"));
    assertTrue(page.contains("Grid: run file, plan.assume.gramsPerKilowattHour; without it "));
  }

  static List<Assumption> assumptions() {
    return Assumed.ALL;
  }

  @ParameterizedTest
  @MethodSource("assumptions")
  void atBothEndsOfADomainThePageIsWholeOrThePlanRefused(Assumption assumption) {
    for (double edge : new double[] {assumption.least(), assumption.most()}) {
      String set = "plan.assume." + assumption.name() + "=" + edge;
      String page;
      try {
        page = StudyPage.of(StudyFixture.night(set));
      } catch (RunFileException _) {
        continue; // such as an overhead that leaves nothing of a night
      }
      assertFalse(page.contains("NaN") || page.contains("Infinity"), set);
      assertTrue(page.length() < 1_000_000, set);
    }
  }
}
