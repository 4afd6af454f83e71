package org.bloomery.plan.language;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bloomery.artifact.RunFileException;
import org.bloomery.plan.language.SamplingPolicy.Alpha;
import org.bloomery.plan.language.SamplingPolicy.Fixed;
import org.bloomery.plan.language.SamplingPolicy.Proportional;
import org.bloomery.plan.language.SamplingPolicy.UniMax;
import org.junit.jupiter.api.Test;

class SamplingPolicyTest {
  private static final List<LanguageSize> POWERS_OF_TEN =
      List.of(
          new LanguageSize("a", 1),
          new LanguageSize("b", 10),
          new LanguageSize("c", 100),
          new LanguageSize("d", 1000));

  @Test
  void uniMaxReadsTheSmallestFourTimesAndTheOthersAlike() {
    assertArrayEquals(
        new double[] {4, 32, 32, 32}, new UniMax(4).allotted(POWERS_OF_TEN, 100), 1e-12);
    assertArrayEquals(
        new double[] {.04, .32, .32, .32}, new UniMax(4).shares(POWERS_OF_TEN, 100), 1e-12);
  }

  /// Recorded from unimax_sampling's own example on the package index (250 G characters, 4 epochs).
  @Test
  void uniMaxAgreesWithThePackageOfThatName() {
    List<LanguageSize> languages =
        List.of(
            new LanguageSize("swe", 179_955_884_499.0),
            new LanguageSize("fas", 184_595_788_282.0),
            new LanguageSize("ekk", 42_541_080_893.0),
            new LanguageSize("isl", 10_027_573_389.0),
            new LanguageSize("fao", 549_707_867.0));
    assertArrayEquals(
        new double[] {
          69_230_291_658.67, 69_230_291_658.67, 69_230_291_658.67, 40_110_293_556.0, 2_198_831_468.0
        },
        new UniMax(4).allotted(languages, 250e9),
        0.01);
    assertEquals(0.160441174224, new UniMax(4).shares(languages, 250e9)[3], 1e-12);
  }

  @Test
  void uniMaxThatRunsOutOfTextStretchesIt() {
    LanguagePlan plan = LanguagePlan.of(POWERS_OF_TEN, new UniMax(4), 8888);
    assertEquals(8, plan.rows().getFirst().epochs(), 1e-12);
  }

  @Test
  void alphaLiesBetweenSizeAndEquality() {
    assertArrayEquals(
        new Proportional().shares(POWERS_OF_TEN, 1), new Alpha(1).shares(POWERS_OF_TEN, 1), 1e-12);
    assertArrayEquals(
        new double[] {.25, .25, .25, .25}, new Alpha(0).shares(POWERS_OF_TEN, 1), 1e-12);
    double[] half = new Alpha(0.5).shares(POWERS_OF_TEN, 1);
    assertEquals(Math.sqrt(10), half[1] / half[0], 1e-12);
  }

  @Test
  void everyPolicySharesOutTheWhole() {
    long seed = 20260;
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      int count = 1 + random.nextInt(12);
      List<LanguageSize> languages =
          random
              .doubles(count, 0, 9)
              .mapToObj(exponent -> new LanguageSize("l", Math.pow(10, exponent)))
              .toList();
      double total = Math.pow(10, random.nextDouble() * 9);
      for (SamplingPolicy policy :
          List.of(new Proportional(), new Alpha(random.nextDouble()), new UniMax(4))) {
        double[] shares = policy.shares(languages, total);
        assertEquals(1, Arrays.stream(shares).sum(), 1e-9, policy + ", seed " + seed);
      }
    }
  }

  @Test
  void fixedWeightsNeedEachLanguageAndNoOther() {
    List<LanguageSize> two = POWERS_OF_TEN.subList(0, 2);
    assertArrayEquals(
        new double[] {.75, .25}, new Fixed(Map.of("a", 3.0, "b", 1.0)).shares(two, 1), 1e-12);
    assertEquals(
        "language b has no weight; fixed weights need one from 0 up for each language",
        assertThrows(RunFileException.class, () -> new Fixed(Map.of("a", 3.0)).shares(two, 1))
            .getMessage());
    assertEquals(
        "weight of c belongs to no language of the mixture",
        assertThrows(
                RunFileException.class,
                () -> new Fixed(Map.of("a", 3.0, "b", 1.0, "c", 1.0)).shares(two, 1))
            .getMessage());
  }

  @Test
  void refusesAlphasAndSizesThatMeanNothing() {
    assertThrows(RunFileException.class, () -> new Alpha(2));
    assertThrows(RunFileException.class, () -> new UniMax(0));
    assertThrows(RunFileException.class, () -> new LanguageSize("x", 0));
    assertThrows(RunFileException.class, () -> LanguagePlan.of(List.of(), new Proportional(), 1));
  }
}
