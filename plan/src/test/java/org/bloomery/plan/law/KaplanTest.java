package org.bloomery.plan.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KaplanTest {
  private static final double DAY = Kaplan.PETAFLOP_DAY;

  @Test
  void everyLegGivesItsConstantAtItsOwnScale() {
    assertEquals(1, Kaplan.lossOfParameters(8.8e13), 1e-12);
    assertEquals(1, Kaplan.lossOfTokens(5.4e13), 1e-12);
    assertEquals(1, Kaplan.loss(3.1e8 * DAY), 1e-12);
    assertEquals(1, Kaplan.fixedBatchLoss(1.6e7 * DAY), 1e-12);
    assertEquals(1.3e9, Kaplan.optimalParameters(DAY), 1);
    assertEquals(1.6e9, Kaplan.fixedBatchOptimalParameters(DAY), 1);
    assertEquals(2e10, Kaplan.optimalTokens(DAY), 1);
    assertEquals(2e6, Kaplan.optimalBatchTokens(DAY), 1e-3);
    assertEquals(5.4e3, Kaplan.optimalSteps(DAY), 1e-6);
  }

  @Test
  void lossOfSizeAndTextTendsToTheLossOfEachAlone() {
    assertEquals(Math.pow(6.4e13 / 1e9, 0.076), Kaplan.loss(1e9, 1e30), 1e-6);
    assertEquals(Math.pow(1.8e13 / 1e9, 0.103), Kaplan.loss(1e30, 1e9), 1e-6);
    assertEquals(Math.pow(6.5e13 / 1e9, 0.077), Kaplan.lossAfterSteps(1e9, 1e30), 1e-6);
  }

  @Test
  void moreTextThanTheBoundCostsLittleLoss() {
    double parameters = 1e9;
    double tokens = Kaplan.tokensAgainstOverfitting(parameters);
    assertEquals(5e3 * Math.pow(1e9, 0.74), tokens, 1);
    // Equation 4.4 allows 2 % of overfitting.
    assertEquals(1.02, Kaplan.loss(parameters, tokens) / Kaplan.loss(parameters, 1e30), 0.005);
  }

  @ParameterizedTest
  @CsvSource({"5, 93.9e3", "4, 272e3", "3, 1.07e6", "2.5, 2.55e6", "2, 7.37e6"})
  void criticalBatchGrowsAsTheLossFalls(double loss, double tokens) {
    assertEquals(tokens, Kaplan.criticalBatchTokens(loss), 0.005 * tokens);
    assertEquals(loss, Kaplan.lossAtCriticalBatch(Kaplan.criticalBatchTokens(loss)), 1e-9);
  }

  @ParameterizedTest
  @CsvSource({"32768, 6.24", "393e3, 3.70", "4.19e6, 2.25"})
  void aBatchIsTheCriticalOneAtItsLoss(double tokens, double loss) {
    assertEquals(loss, Kaplan.lossAtCriticalBatch(tokens), 0.005);
  }

  @Test
  void theCriticalBatchTakesTwiceTheStepsAndTwiceTheCompute() {
    assertEquals(500, Kaplan.minimumSteps(1000, 1e6, 1e6), 1e-9);
    assertEquals(5e20, Kaplan.minimumCompute(1e21, 1e6, 1e6), 1e9);
  }

  @Test
  void learningRateNeverFallsToZero() {
    assertEquals(6.69e-4, Kaplan.learningRate(1e8), 0.005e-4);
    assertTrue(Kaplan.learningRate(1e13) > 0);
    assertEquals(Kaplan.learningRate(1e10), Kaplan.learningRate(2e11), 0);
  }

  @Test
  void saysWhereItsLegsDisagree() {
    KaplanLegs legs = KaplanLegs.of(4500 * DAY);
    assertEquals(604e9, legs.parameters(), 0.5e9);
    assertEquals(194e9, legs.tokens(), 0.5e9);
    assertEquals(8125, legs.impliedPetaflopDays(), 3);
    assertEquals(1.806, legs.implied6ndRatio(), 0.0005);
    assertEquals(1.806, KaplanLegs.of(DAY).implied6ndRatio(), 0.0005);
    assertEquals(2.16e10 * Math.pow(4500, 0.27), legs.tokensByBatchAndSteps(), 1e6);
    assertEquals(4, legs.disagreements().size());
    assertTrue(
        legs.disagreements().getFirst().contains("1.806 times the budget of 4,500"),
        legs.disagreements().getFirst());
  }

  @Test
  void optimalityAndConvergenceOfBloomsFirstPlan() {
    Convergence optimal = Convergence.optimal(200e9);
    assertEquals(1.7470, optimal.loss(), 0.00005);
    assertEquals(4420, optimal.petaflopDays(), 0.5);
    assertEquals(4.24e6, optimal.deviceHours(25e12), 0.005e6);
    Convergence converged = Convergence.converged(200e9);
    assertEquals(1.5882, converged.loss(), 0.00005);
    assertEquals(29738, converged.petaflopDays(), 0.5);
    // 28.549 M: 28.5, or 28.6 when 28.55 is rounded once more; the slide says about 30.
    assertEquals(28.549e6, converged.deviceHours(25e12), 0.0005e6);
    assertEquals(6.73, converged.petaflopDays() / optimal.petaflopDays(), 0.005);
    assertEquals(Math.pow(1.1, 20), converged.petaflopDays() / optimal.petaflopDays(), 1e-6);
    assertEquals(3608, Convergence.optimal(175e9).petaflopDays(), 0.5);
    assertEquals(24275, Convergence.converged(175e9).petaflopDays(), 0.5);
  }

  @Test
  void theSameModelTrainedOnIsTheOtherReading() {
    assertEquals(7.53, Convergence.longerTrainingRatio(Convergence.EFFICIENT_EXCESS, 0.02), 0.005);
    assertEquals(7.64, Convergence.longerTrainingRatio(0.077 / 0.76, 0.02), 0.005);
    // Equation B.13 prints the inverse.
    assertEquals(0.13, 1 / Convergence.longerTrainingRatio(0.10, 0.02), 0.005);
  }

  @Test
  void onePointPinsTheModelLeg() {
    assertEquals(8.44e8, CalibratedLeg.BLOOM.scale(), 0.005e8);
    Allocation choice = CalibratedLeg.BLOOM.optimum(4500 * DAY);
    assertEquals(392e9, choice.parameters(), 1);
    assertEquals(165e9, choice.tokens(), 0.5e9);
    assertEquals(4491.7, 6 * 392e9 * 165e9 / DAY, 0.05);
  }
}
