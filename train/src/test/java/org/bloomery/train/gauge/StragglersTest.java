package org.bloomery.train.gauge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StragglersTest {
  private static List<RankTime> times(double... computing) {
    return Arrays.stream(computing).mapToObj(c -> new RankTime(c, 10 - c)).toList();
  }

  @Test
  void aRankIsComparedWithTheOthersOfItsStage() {
    List<Stragglers.Straggler> found =
        Stragglers.among(times(2, 2.1, 6, 2, 8, 8.2), List.of(0, 0, 0, 0, 1, 1));
    assertEquals(1, found.size());
    assertEquals(2, found.getFirst().rank());
    assertEquals(3, found.getFirst().ratio(), 1e-12);
  }

  @Test
  void littleTimeAndLittleDifferenceAreNoise() {
    assertEquals(List.of(), Stragglers.among(times(0.1, 0.4), List.of(0, 0)));
    assertEquals(List.of(), Stragglers.among(times(10, 11), List.of(0, 0)));
  }

  @Test
  void aStageOfOneRankHasNobodyToBeComparedWith() {
    assertEquals(List.of(), Stragglers.among(times(1, 9), List.of(0, 1)));
  }
}
