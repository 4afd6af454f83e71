package org.bloomery.plan.language;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bloomery.artifact.RunFileException;
import org.bloomery.plan.language.MultilingualLaw.Family;
import org.bloomery.plan.language.SamplingPolicy.Fitted;
import org.junit.jupiter.api.Test;

class MultilingualLawTest {
  private static final double N = 85e6;
  private static final double D = 50e9;

  private static final MultilingualLaw LAW =
      new MultilingualLaw(
          List.of(
              new Family("romance", 1.5, 400, .34, 410, .28, .12, 1),
              new Family("slavic", 1.2, 450, .35, 300, .27, .18, 1),
              new Family("indic", 0.9, 380, .33, 350, .29, .25, 2)));

  @Test
  void lossFallsWithTheShareToThePowerOfGamma() {
    Family family = LAW.families().getFirst();
    assertEquals(family.aloneLoss(N, D) * Math.pow(2, .12), family.loss(N, D, .5), 1e-12);
    assertEquals(
        1.5 + 400 / Math.pow(N, .34) + 410 / Math.pow(D, .28), family.loss(N, D, 1), 1e-12);
  }

  @Test
  void optimumSumsToOneAndHasOneMarginalGain() {
    double[] shares = LAW.optimum(N, D);
    assertEquals(1, Arrays.stream(shares).sum(), 1e-12);
    double[] gains = new double[shares.length];
    for (int i = 0; i < shares.length; i++) {
      Family family = LAW.families().get(i);
      gains[i] =
          family.weight() * family.shareExponent() * family.loss(N, D, shares[i]) / shares[i];
    }
    assertEquals(gains[0], gains[1], 1e-9 * gains[0]);
    assertEquals(gains[0], gains[2], 1e-9 * gains[0]);
  }

  @Test
  void noOtherSharesDoBetter() {
    double best = LAW.objective(N, D, LAW.optimum(N, D));
    long seed = 2410;
    Random random = new Random(seed);
    for (int round = 0; round < 1000; round++) {
      double[] shares = random.doubles(3, .001, 1).toArray();
      double sum = Arrays.stream(shares).sum();
      double[] normalised = Arrays.stream(shares).map(share -> share / sum).toArray();
      assertTrue(LAW.objective(N, D, normalised) >= best - 1e-9, "seed " + seed);
    }
  }

  @Test
  void equalFamiliesShareEqually() {
    Family family = new Family("x", 1.5, 400, .34, 410, .28, .12, 1);
    assertArrayEquals(
        new double[] {.25, .25, .25, .25},
        new MultilingualLaw(List.of(family, family, family, family)).optimum(N, D),
        1e-12);
  }

  @Test
  void normalisedLossesGiveTheShareToTheLargestGamma() {
    double[] shares = LAW.normalised(N, D).optimum(N, D);
    // w = 1/L, so p ∝ (weight·γ/λ)^(1/(1+γ)): Indic has the largest of both.
    assertTrue(shares[2] > shares[1] && shares[1] > shares[0]);
  }

  @Test
  void theLawMustNameTheLanguagesOfTheMixture() {
    Fitted policy = new Fitted(LAW, N);
    assertThrows(
        RunFileException.class, () -> policy.shares(List.of(new LanguageSize("romance", 1)), D));
    assertThrows(
        RunFileException.class,
        () ->
            policy.shares(
                List.of(
                    new LanguageSize("slavic", 1),
                    new LanguageSize("romance", 1),
                    new LanguageSize("indic", 1)),
                D));
    assertThrows(RunFileException.class, () -> new Family("x", 1, 1, 1, 1, 1, 0, 1));
  }
}
