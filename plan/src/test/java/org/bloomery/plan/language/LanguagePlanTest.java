package org.bloomery.plan.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bloomery.plan.language.LanguagePlan.Row;
import org.bloomery.plan.language.SamplingPolicy.Alpha;
import org.bloomery.plan.language.SamplingPolicy.Fixed;
import org.bloomery.plan.language.SamplingPolicy.Proportional;
import org.junit.jupiter.api.Test;

class LanguagePlanTest {
  @Test
  void theWeightsOfBloomAreThoseOfItsTraining() {
    Map<String, Double> weights = Roots.weights();
    assertEquals(28, weights.size());
    assertEquals(1, weights.values().stream().mapToDouble(w -> w).sum(), 1e-4);
    assertEquals(.2217, weights.getOrDefault("en", 0.0), 5e-5);
    assertEquals(.0814, weights.getOrDefault("oscar-en", 0.0), 5e-5);
    assertEquals(.1209, weights.getOrDefault("zhs", 0.0), 5e-5);
    assertEquals(.0553, weights.getOrDefault("oscar-zh", 0.0), 5e-5);
    assertEquals(.0005, weights.getOrDefault("zht", 0.0), 5e-5);
  }

  @Test
  void theSmallestFamilyOfBloomSees116MillionTokensOr52() {
    LanguagePlan long366 = LanguagePlan.of(Roots.languages(), new Proportional(), 366e9);
    Map<String, Row> rows = rows(long366);
    assertEquals(.303, row(rows, "en").share(), 5e-4);
    assertEquals(.177, row(rows, "zh").share(), 5e-4);
    assertEquals(.130, row(rows, "code").share(), 5e-4);
    assertEquals(.000316, row(rows, "nigercongo").share(), 5e-7);
    assertEquals(116e6, row(rows, "nigercongo").tokens(), 0.5e6);
    assertEquals(1.046, row(rows, "en").epochs(), 5e-4);
    LanguagePlan optimal = LanguagePlan.of(Roots.languages(), new Proportional(), 165e9);
    assertEquals(52e6, row(rows(optimal), "nigercongo").tokens(), 0.5e6);
    assertEquals("as", long366.smallest().language());
  }

  @Test
  void fourEpochsAreWorthLessThanFourTimesTheText() {
    List<LanguageSize> one = List.of(new LanguageSize("x", 1e9));
    LanguagePlan plan = LanguagePlan.of(one, new Proportional(), 4e9);
    assertEquals(3.726e9, plan.effectiveTokens(), 0.0005e9);
    Row row = plan.rows().getFirst();
    assertEquals(4, row.epochs(), 1e-12);
    assertEquals(1 - 3.726 / 4, row.lostShare(), 2e-4);
  }

  @Test
  void textReadLessThanOnceLosesNothing() {
    List<LanguageSize> one = List.of(new LanguageSize("x", 1e9));
    Row row = LanguagePlan.of(one, new Proportional(), 0.25e9).rows().getFirst();
    assertEquals(0.25e9, row.effectiveTokens(), 1);
    assertEquals(0, row.lostShare(), 1e-12);
  }

  @Test
  void raisingSmallLanguagesCostsRepetition() {
    LanguagePlan even = LanguagePlan.of(Roots.languages(), new Alpha(0.3), 366e9);
    LanguagePlan bySize = LanguagePlan.of(Roots.languages(), new Proportional(), 366e9);
    assertTrue(even.smallest().tokens() > 50 * bySize.smallest().tokens());
    assertTrue(even.effectiveTokens() < bySize.effectiveTokens());
  }

  @Test
  void aLanguageOfWeightZeroIsNotRead() {
    List<LanguageSize> two = List.of(new LanguageSize("a", 10), new LanguageSize("b", 10));
    LanguagePlan plan = LanguagePlan.of(two, new Fixed(Map.of("a", 1.0, "b", 0.0)), 10);
    assertEquals(0, plan.rows().get(1).tokens());
    assertEquals(0, plan.rows().get(1).lostShare());
  }

  @Test
  void twiceTheLanguagesNeedTheFactorsThatAtlasPrints() {
    assertEquals(1.18, Multilinguality.factor(2, Multilinguality.MODEL_EXPONENT.value()), 0.005);
    assertEquals(1.66, Multilinguality.factor(2, Multilinguality.DATA_EXPONENT.value()), 0.005);
  }

  private static Map<String, Row> rows(LanguagePlan plan) {
    return plan.rows().stream().collect(Collectors.toMap(Row::language, row -> row));
  }

  private static Row row(Map<String, Row> rows, String language) {
    Row row = rows.get(language);
    if (row == null) {
      throw new AssertionError(language + " is missing");
    }
    return row;
  }
}
