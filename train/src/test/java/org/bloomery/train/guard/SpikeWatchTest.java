package org.bloomery.train.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bloomery.artifact.run.SpikeSettings;
import org.bloomery.train.guard.SpikeWatch.Event;
import org.bloomery.train.guard.SpikeWatch.Finding;
import org.junit.jupiter.api.Test;

class SpikeWatchTest {
  private final SpikeWatch watch =
      new SpikeWatch(new SpikeSettings(SpikeSettings.Policy.WAIT, 200, 8, 50, 4, 50, 3));
  private final List<Finding> findings = new ArrayList<>();
  private final Random random = new Random(7);
  private long step;

  private void steps(int count, double loss, double norm) {
    for (int i = 0; i < count; i++) {
      double l = loss * (1 + 0.02 * random.nextGaussian());
      double n = norm * Math.exp(0.2 * random.nextGaussian());
      watch.add(++step, l, n).ifPresent(findings::add);
    }
  }

  private List<Event> events() {
    return findings.stream().map(Finding::event).toList();
  }

  @Test
  void theSpikeOfBloomIsSeenBeforeTheLossIsAtItsHeight() {
    steps(300, 2.2, 0.24);
    for (double[] next : new double[][] {{2.2, 0.95}, {2.25, 2.4}, {2.6, 16}, {5.1, 960}}) {
      watch.add(++step, next[0], next[1]).ifPresent(findings::add);
    }
    assertEquals(List.of(Event.BEGINS), events());
    assertTrue(findings.getFirst().firstStep() <= 302, findings.toString());
    steps(20, 4.0, 3);
    steps(20, 2.2, 0.3);
    assertEquals(List.of(Event.BEGINS, Event.HEALED), events());
  }

  @Test
  void aFallingLossWithNoiseIsCalm() {
    for (int i = 0; i < 40; i++) {
      steps(50, 9 - 0.15 * i, 2 / (1 + 0.1 * i));
    }
    assertEquals(List.of(), events());
  }

  @Test
  void aSingleOutlierIsNoSpike() {
    steps(200, 3, 1);
    steps(1, 9, 40);
    steps(200, 3, 1);
    assertEquals(List.of(), events());
  }

  @Test
  void aSpikeThatStaysIsNamedOnceAndItsLevelIsThenUsual() {
    steps(200, 3, 1);
    steps(400, 7, 1);
    assertEquals(List.of(Event.BEGINS, Event.LASTS), events());
    assertEquals(201, findings.getLast().firstStep());
  }

  @Test
  void nothingIsSuspectBeforeThereIsEnoughToCompareWith() {
    steps(50, 9, 1);
    steps(50, 90, 100);
    assertEquals(List.of(), events());
  }
}
