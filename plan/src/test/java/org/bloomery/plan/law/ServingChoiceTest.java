package org.bloomery.plan.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bloomery.artifact.RunFileException;
import org.junit.jupiter.api.Test;

class ServingChoiceTest {
  /// The exponents that the paper computes with.
  private static final Chinchilla SARDANA =
      new Chinchilla("Sardana", 1.69, 406.4, 410.7, 0.336, 0.283, ServingChoice.SOURCE);

  /// The paper's figure 1: a 13B model that will serve two trillion tokens is better replaced by a
  /// 7B model on more text, which saves 1.7e22 operations, 17 %.
  @Test
  void aServedModelIsSmallerAndTrainedLonger() {
    double tokens = SARDANA.tokensTo(lossOf(SARDANA, 13e9), 13e9);
    double loss = SARDANA.loss(13e9, tokens);
    ServingChoice choice = ServingChoice.atLoss(SARDANA, loss, 2e12);
    assertEquals(13e9, choice.optimalParameters(), 1e3);
    assertEquals(7e9, choice.parameters(), 0.05e9);
    assertEquals(1.7e22, choice.savedFlops(), 0.05e22);
    assertEquals(0.17, choice.savedFlops() / choice.optimalTotalFlops(), 0.005);
    assertEquals(loss, SARDANA.loss(choice.parameters(), choice.tokens()), 1e-9);
  }

  private static double lossOf(Chinchilla law, double parameters) {
    double sum = law.modelExponent() + law.dataExponent();
    double g =
        Math.pow(
            law.modelExponent() * law.modelScale() / (law.dataExponent() * law.dataScale()),
            1 / sum);
    double budget = 6 * Math.pow(parameters / g, sum / law.dataExponent());
    return law.optimum(budget).loss();
  }

  @Test
  void withoutServingTheComputeOptimalModelIsChosen() {
    Allocation optimal = Chinchilla.REFIT.optimum(1e22);
    ServingChoice choice = ServingChoice.atLoss(Chinchilla.REFIT, optimal.loss(), 0);
    assertEquals(optimal.parameters(), choice.parameters(), 1e-4 * optimal.parameters());
    assertEquals(1e22, choice.totalFlops(), 1e-6 * 1e22);
    assertEquals(0, choice.savedFlops(), 1e-6 * 1e22);
    ServingChoice within = ServingChoice.withinBudget(Chinchilla.REFIT, 1e22, 0);
    assertEquals(optimal.loss(), within.loss(), 1e-9);
  }

  @Test
  void bothQuestionsHaveOneAnswer() {
    ServingChoice within = ServingChoice.withinBudget(Chinchilla.REFIT, 3e22, 1e12);
    assertEquals(3e22, within.totalFlops(), 1e-6 * 3e22);
    ServingChoice atLoss = ServingChoice.atLoss(Chinchilla.REFIT, within.loss(), 1e12);
    assertEquals(within.parameters(), atLoss.parameters(), 1e-3 * within.parameters());
    assertEquals(3e22, atLoss.totalFlops(), 1e-5 * 3e22);
    assertTrue(atLoss.savedFlops() > 0);
  }

  @Test
  void refusesALossBelowTheIrreducibleOne() {
    RunFileException refused =
        assertThrows(
            RunFileException.class, () -> ServingChoice.atLoss(Chinchilla.REFIT, 1.8, 1e12));
    assertTrue(refused.getMessage().contains("never falls to 1.8172"), refused.getMessage());
    assertThrows(
        RunFileException.class, () -> ServingChoice.atLoss(Chinchilla.REFIT, 2.1, Double.NaN));
  }
}
