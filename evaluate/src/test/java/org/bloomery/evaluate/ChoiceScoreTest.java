package org.bloomery.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.bloomery.evaluate.ChoiceScore.Outcome;
import org.junit.jupiter.api.Test;

class ChoiceScoreTest {
  /// statistics.stdev([1, 1, 0, 0, 0]) / 5 ** 0.5 = 0.24494897…
  @Test
  void standardErrorIsTheSampleDeviationOverTheRootOfN() {
    Outcome hit = new Outcome(true, false);
    Outcome miss = new Outcome(false, false);
    ChoiceScore score = ChoiceScore.of(List.of(hit, hit, miss, miss, miss));
    assertEquals(0.4, score.accuracy());
    assertEquals(0.2449489742783178, score.accuracyError(), 1e-15);
    assertEquals(0, score.byteAccuracy());
    assertEquals(0, score.byteAccuracyError());
  }

  @Test
  void noItemsGiveNoError() {
    assertEquals(new ChoiceScore(0, 0, 0, 0, 0), ChoiceScore.of(List.of()));
  }
}
