package org.bloomery.plan.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RepetitionTest {
  @Test
  void fourEpochsAreWorthAlmostFour() {
    assertEquals(3.726, Repetition.effectiveTokens(1, 4), 0.0005);
    assertEquals(1, Repetition.effectiveTokens(1, 1), 1e-12);
    assertEquals(0.25, Repetition.effectiveTokens(1, 0.25), 1e-12);
    assertEquals(16.387756, Repetition.effectiveTokens(1, 1e6), 1e-9);
  }

  /// The constants as the paper rounds them: 1.87, 521, 1488 and UN = 0.051·UD.
  @Test
  void constantsRoundToThePrintedOnes() {
    assertEquals(1.87, Repetition.FRESH.irreducible(), 0.005);
    assertEquals(521, Repetition.FRESH.modelScale(), 0.5);
    assertEquals(1488, Repetition.FRESH.dataScale(), 0.5);
    assertEquals(0.051, Repetition.parametersFor(1), 0.0005);
  }

  @Test
  void freshTextAndACalledForSizeLoseNothing() {
    double loss = Repetition.loss(1e9, 40e9, 40e9);
    assertEquals(Repetition.FRESH.loss(1e9, 40e9), loss, 1e-12);
    assertEquals(loss, Repetition.loss(1e9, 40e9, 1e12), 1e-12);
  }

  @Test
  void parametersLoseTheirWorthFasterThanTokens() {
    double called = Repetition.parametersFor(1e9);
    assertEquals(called, Repetition.effectiveParameters(called, 1e9), 1);
    double worth = Repetition.effectiveParameters(4 * called, 1e9) / called;
    assertTrue(worth < Repetition.effectiveTokens(1, 4), "worth " + worth);
    assertEquals(1 + 5.309743 * (1 - Math.exp(-3 / 5.309743)), worth, 1e-9);
  }

  @Test
  void unlimitedTextGivesTheFreshOptimum() {
    Repetition.Choice choice = Repetition.optimum(1e21, 1e15);
    assertEquals(choice.freshLoss(), choice.loss(), 1e-9);
    assertEquals(choice.freshParameters(), choice.parameters(), 1e-3 * choice.freshParameters());
    assertTrue(choice.epochs() < 1);
  }

  @Test
  void limitedTextIsReadAgainByASmallerModel() {
    Repetition.Choice choice = Repetition.optimum(1e22, 10e9);
    assertTrue(choice.epochs() > 4, "epochs " + choice.epochs());
    assertTrue(choice.parameters() < choice.freshParameters());
    assertTrue(choice.loss() > choice.freshLoss());
    double best = Double.POSITIVE_INFINITY;
    for (double n = 1e8; n < 1e12; n *= 1.001) {
      best = Math.min(best, Repetition.loss(n, 1e22 / 6 / n, 10e9));
    }
    assertEquals(best, choice.loss(), 1e-6);
  }
}
